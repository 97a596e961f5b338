module github.com/cspkit/customerscreen/examples

go 1.26.0

require github.com/cspkit/customerscreen v0.0.0

replace github.com/cspkit/customerscreen => ../
