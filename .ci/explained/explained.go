// Package explained reads the lists beside .ci/run: places in the source whose
// shortcoming a person has looked at, each with the reason why it stays. A
// place is named by what stands there, so that changes elsewhere in its file do
// not rename it.
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

// Place is a piece of code and what is said of it.
type Place struct {
	File, Function string // "-" outside of functions; methods as Type.Method
	Kind           string // what is said, one word
	Line           string // without indentation, with the piece in «»
}

// String returns the place as a list names it.
func (p Place) String() string {
	return fmt.Sprintf("%s %s %s\n\t%s", p.File, p.Function, p.Kind, p.Line)
}

// At returns the place of a piece that begins at a line and column, both from
// 1 and in bytes. File is its name in the list, source its text; length says
// how many bytes of what begins there are the piece.
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

// List holds the places of a file, and how many of each: code can repeat itself
// within a function.
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

// Compare returns what was found and the list does not explain, and what the
// list explains and was not found, a sentence each. Of the latter only places
// for which sought is true count.
func (l List) Compare(found Found, sought func(Place) bool) []string {
	var differences []string
	for p, positions := range found {
		if l[p] < len(positions) {
			differences = append(differences, fmt.Sprintf("not explained: %s\n%s", strings.Join(positions, ", "), p))
		}
	}
	for p, explained := range l {
		if explained > len(found[p]) && sought(p) {
			differences = append(differences, fmt.Sprintf("explained, but %d times too often:\n%s", explained-len(found[p]), p))
		}
	}
	slices.Sort(differences)
	return differences
}
