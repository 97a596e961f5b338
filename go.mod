module github.com/cspkit/customerscreen

go 1.26.0
