module github.com/cspkit/customerscreen/ci

go 1.26.0
