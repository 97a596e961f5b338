// Package explained reads mutants.txt and uncovered.txt, which list places in the
// source, each with the reason why it stays as it is. A line of code names its
// place, so that changes elsewhere in the file do not.
package explained

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
)

// Place is a piece of code and what was found there.
type Place struct {
	File, Function string // "-" outside of functions; methods as Type.Method
	Kind           string // what was found, one word
	Line           string // without indentation, with the piece in «»
}

// String returns the place as a list names it.
func (p Place) String() string {
	return fmt.Sprintf("%s %s %s\n\t%s", p.File, p.Function, p.Kind, p.Line)
}

// At returns the place of the piece that begins at a line and a column, counted
// from 1, the column in bytes. File is its name in the list, and source its text.
// Length returns the piece's length, given the rest of the line.
func At(file string, source []byte, kind string, line, column int, length func(rest string) int) (Place, error) {
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, file, source, parser.SkipObjectResolution)
	if err != nil {
		return Place{}, err
	}
	p := Place{File: file, Function: "-", Kind: kind}
	for _, declaration := range tree.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if ok && files.Position(function.Pos()).Line <= line && line <= files.Position(function.End()).Line {
			p.Function = name(function)
		}
	}
	code := strings.Split(string(source), "\n")[line-1]
	before, rest := code[:column-1], code[column-1:]
	piece := length(rest)
	p.Line = strings.TrimSpace(before + "«" + rest[:piece] + "»" + rest[piece:])
	return p, nil
}

func name(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return function.Name.Name
	}
	receiver := function.Recv.List[0].Type
	if pointer, ok := receiver.(*ast.StarExpr); ok {
		receiver = pointer.X
	}
	return receiver.(*ast.Ident).Name + "." + function.Name.Name
}

// List counts the places of a file: code can repeat itself within a function.
type List map[Place]int

// Read reads a list: paragraphs of file, function and kind, the line of code,
// and the reason. A paragraph that begins with # is a remark.
func Read(file string) (List, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	list := List{}
	for paragraph := range strings.SplitSeq(string(text), "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if paragraph == "" || strings.HasPrefix(paragraph, "#") {
			continue
		}
		parts := strings.SplitN(paragraph, "\n", 3)
		names := strings.Fields(parts[0])
		if len(parts) < 3 || len(names) != 3 {
			return nil, fmt.Errorf("%s: want file, function and kind, a line of code, and a reason, found:\n%s", file, paragraph)
		}
		list[Place{names[0], names[1], names[2], strings.TrimSpace(parts[1])}]++
	}
	return list, nil
}

// Found holds where places were found, as file:line:column.
type Found map[Place][]string

// Add notes one.
func (f Found) Add(p Place, line, column int) {
	f[p] = append(f[p], fmt.Sprintf("%s:%d:%d", p.File, line, column))
}

// Compare returns a sentence for each place that was found but not explained, and
// for each one that was explained but not found. Of the latter it returns only
// those for which sought is true.
func (l List) Compare(found Found, sought func(Place) bool) []string {
	var differences []string
	for p, positions := range found {
		if l[p] < len(positions) {
			differences = append(differences, fmt.Sprintf("not explained: %s\n%s", strings.Join(positions, ", "), p))
		}
	}
	for p, explained := range l {
		if explained > len(found[p]) && sought(p) {
			differences = append(differences, fmt.Sprintf("explained, but not found, %d times:\n%s", explained-len(found[p]), p))
		}
	}
	slices.Sort(differences)
	return differences
}
