// Mutation runs a mutation tester, github.com/go-gremlins/gremlins, over the
// library and compares the mutants that no test kills with those that
// mutants.txt explains: one that is not explained, and an explanation that no
// mutant needs any more, fail the run.
//
//	go run .ci/mutation.go [-since commit] [folder or file ...]
//
// Without arguments it tries every mutant of the library. With -since it tries
// those of the files that differ from the commit.
package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	tester       = "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0"
	explanations = ".ci/mutants.txt"
)

// folders are the packages whose tests are tested, each with those below it.
var folders = []string{"errors", "countries", "address", "screening"}

// aids are packages for tests: other packages' tests are theirs.
const aids = "screening/partnercentertest/"

// goForTester stands before the go command in the tester's path. Go's coverage
// counts statements, so the tester would pass over what is none: the conditions
// of a case, and the values of a package's variables. A profile that covers
// every file whole makes it try all.
const goForTester = `#!/bin/sh
for argument; do
	case $previous in -coverprofile) profile=$argument ;; esac
	previous=$argument
done
"$REAL_GO" "$@" || exit
[ -z "$profile" ] && exit
echo "mode: set" >"$profile"
find . -name '*.go' | sed "s|^\.|$("$REAL_GO" list -m)|; s|\$|:1.1,1000000.1 1 1|" >>"$profile"
`

func main() {
	since := flag.String("since", "", "try the mutants of the files that differ from this `commit`")
	flag.Parse()
	ok, err := run(*since, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutation:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

func run(since string, wanted []string) (ok bool, err error) {
	explained, err := readExplanations(explanations)
	if err != nil {
		return false, err
	}
	files, err := lines("git", append([]string{"ls-files", "--cached", "--others", "--exclude-standard", "--", "go.mod", "go.sum"}, folders...)...)
	if err != nil {
		return false, err
	}
	if since != "" {
		changed, err := lines("git", append([]string{"diff", "--name-only", "--diff-filter=d", since, "--"}, folders...)...)
		if err != nil {
			return false, err
		}
		if len(changed) == 0 {
			fmt.Println("nothing differs from", since)
			return true, nil
		}
		wanted = changed
	}
	source := slices.DeleteFunc(slices.Clone(files), func(file string) bool {
		return !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, aids)
	})
	tried := slices.DeleteFunc(slices.Clone(source), func(file string) bool {
		return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(w string) bool {
			return file == filepath.Clean(w) || strings.HasPrefix(file, filepath.Clean(w)+"/")
		})
	})

	workshop, err := newWorkshop(files)
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(workshop)
	survivors, undecided := map[mutant]position{}, map[mutant]position{}
	for _, folder := range folders {
		inFolder := func(file string) bool { return strings.HasPrefix(file, folder+"/") }
		if !slices.ContainsFunc(tried, inFolder) {
			continue
		}
		var excluded []string
		for _, file := range files {
			if inFolder(file) && !slices.Contains(tried, file) {
				excluded = append(excluded, strings.TrimPrefix(file, folder+"/"))
			}
		}
		if err := try(workshop, folder, excluded, survivors, undecided); err != nil {
			return false, err
		}
	}

	ok = true
	report := func(format string, values ...any) {
		ok = false
		fmt.Printf(format, values...)
	}
	for _, m := range slices.SortedFunc(maps.Keys(survivors), mutant.compare) {
		if !explained[m] {
			report("no test kills this mutant, at %s:\n%s\n", survivors[m], m)
		}
	}
	for _, m := range slices.SortedFunc(maps.Keys(explained), mutant.compare) {
		_, lived := survivors[m]
		_, slow := undecided[m]
		switch {
		case !slices.Contains(source, m.file):
			report("explained, but there is no such file:\n%s\n", m)
		case slices.Contains(tried, m.file) && !lived && !slow:
			report("explained, but a test kills it or it is gone:\n%s\n", m)
		}
	}
	return ok, nil
}

// A mutant is one change of one operator, named so that changes elsewhere in
// its file do not rename it.
type mutant struct {
	file, function, kind string
	line                 string // with the operator in «»
}

func (m mutant) String() string {
	return fmt.Sprintf("%s %s %s\n\t%s", m.file, m.function, m.kind, m.line)
}

func (m mutant) compare(other mutant) int { return cmp.Compare(m.String(), other.String()) }

// A position is a place as editors take it: file:line:column.
type position string

// try runs the tester over a folder, less the excluded files, and adds the
// mutants that lived, and those whose tests took too long to tell: most of them
// never end.
func try(workshop, folder string, excluded []string, survivors, undecided map[mutant]position) error {
	results := filepath.Join(workshop, "results.json")
	arguments := []string{"unleash", "./" + folder, "--output", results, "--output-statuses", "lt",
		"--timeout-coefficient", "8",
		"--invert-assignments", "--invert-bitwise", "--invert-bwassign", "--invert-logical",
		"--invert-loopctrl", "--remove-self-assignments",
		"--invert-negatives=false", // what arithmetic-base does too
	}
	for _, file := range excluded {
		arguments = append(arguments, "--exclude-files", "^"+regexp.QuoteMeta(file)+"$")
	}
	command := exec.Command(filepath.Join(workshop, "bin", "gremlins"), arguments...)
	command.Dir = filepath.Join(workshop, "copy")
	realGo, err := exec.LookPath("go")
	if err != nil {
		return err
	}
	command.Env = append(os.Environ(),
		"REAL_GO="+realGo,
		"PATH="+filepath.Join(workshop, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"),
		"GOFLAGS=-short -count=1 -vet=off -ldflags=-w", // what is fast: every mutant is one run of the tests
	)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	fmt.Println("==", folder)
	if err := command.Run(); err != nil {
		return fmt.Errorf("gremlins in %s: %w", folder, err)
	}
	text, err := os.ReadFile(results)
	if err != nil {
		return err
	}
	var result struct {
		Files []struct {
			Name      string `json:"file_name"`
			Mutations []struct {
				Type, Status string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(text, &result); err != nil {
		return err
	}
	for _, file := range result.Files {
		name := folder + "/" + file.Name
		for _, m := range file.Mutations {
			if m.Status == "KILLED" || m.Status == "NOT VIABLE" {
				continue
			}
			identity, err := identify(name, m.Type, m.Line, m.Column)
			if err != nil {
				return err
			}
			kept := survivors
			if m.Status == "TIMED OUT" {
				kept = undecided
			}
			kept[identity] = position(fmt.Sprintf("%s:%d:%d", name, m.Line, m.Column))
		}
	}
	return nil
}

// newWorkshop makes a folder with the tester, its go command and a copy of the
// files, which keeps mutants out of the sources.
func newWorkshop(files []string) (string, error) {
	workshop, err := os.MkdirTemp("", "mutation-")
	if err != nil {
		return "", err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		target := filepath.Join(workshop, "copy", file)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return "", err
		}
		if err := os.WriteFile(target, text, 0o644); err != nil {
			return "", err
		}
	}
	install := exec.Command("go", "install", tester)
	install.Env = append(os.Environ(), "GOBIN="+filepath.Join(workshop, "bin"))
	install.Stderr = os.Stderr
	if err := install.Run(); err != nil {
		return "", fmt.Errorf("install %s: %w", tester, err)
	}
	return workshop, os.WriteFile(filepath.Join(workshop, "bin", "go"), []byte(goForTester), 0o755)
}

// identify names the mutant at a place.
func identify(file, kind string, line, column int) (mutant, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return mutant{}, err
	}
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, file, text, parser.SkipObjectResolution)
	if err != nil {
		return mutant{}, err
	}
	m := mutant{file: file, kind: kind, function: "-"}
	for _, declaration := range tree.Decls {
		first, last := files.Position(declaration.Pos()).Line, files.Position(declaration.End()).Line
		if function, ok := declaration.(*ast.FuncDecl); ok && first <= line && line <= last {
			m.function = function.Name.Name
			if function.Recv != nil {
				receiver := function.Recv.List[0].Type
				if pointer, ok := receiver.(*ast.StarExpr); ok {
					receiver = pointer.X
				}
				m.function = receiver.(*ast.Ident).Name + "." + m.function
			}
		}
	}
	code := strings.Split(string(text), "\n")[line-1]
	before, after := code[:column-1], code[column-1:]
	operator := operators.FindString(after)
	m.line = strings.TrimSpace(before + "«" + operator + "»" + after[len(operator):])
	return m, nil
}

// operators are the tokens that the tester changes.
var operators = regexp.MustCompile(`^(break|continue|\+\+|--|&&|\|\||&\^=?|<<=?|>>=?|[-+*/%&|^<>=!]=?)`)

// readExplanations reads mutants.txt: paragraphs of file, function and kind,
// the line, and the reason why no test can kill the mutant.
func readExplanations(file string) (map[mutant]bool, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	explained := map[mutant]bool{}
	for paragraph := range strings.SplitSeq(string(text), "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if paragraph == "" || strings.HasPrefix(paragraph, "#") {
			continue
		}
		parts := strings.SplitN(paragraph, "\n", 3)
		name := strings.Fields(parts[0])
		if len(parts) < 3 || len(name) != 3 {
			return nil, fmt.Errorf("%s: want three fields, a line of code and a reason:\n%s", file, paragraph)
		}
		m := mutant{name[0], name[1], name[2], strings.TrimSpace(parts[1])}
		if explained[m] {
			return nil, fmt.Errorf("%s: explained twice:\n%s", file, m)
		}
		explained[m] = true
	}
	return explained, nil
}

// lines runs a command and returns the lines that it prints.
func lines(name string, arguments ...string) ([]string, error) {
	command := exec.Command(name, arguments...)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", command, err)
	}
	return strings.FieldsFunc(string(output), func(r rune) bool { return r == '\n' }), nil
}
