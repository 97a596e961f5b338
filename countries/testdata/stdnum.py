"""Answers, for each line "module number", 1 where python-stdnum takes the number and 0 where it does not or has no such module."""
import importlib
import sys

modules = {}
for line in sys.stdin:
    name, number = line.split()
    if name not in modules:
        try:
            modules[name] = importlib.import_module('stdnum.' + name).is_valid
        except ModuleNotFoundError:
            modules[name] = lambda number: False
    print(int(modules[name](number)))
