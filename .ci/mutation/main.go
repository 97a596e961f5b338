// Mutation runs a mutation tester, github.com/go-gremlins/gremlins, over the
// library and compares the mutants that no test kills with those that
// mutants.txt explains: one that is not explained, and an explanation that no
// mutant needs any more, fail the run.
//
//	go run -C .ci ./mutation [-since commit] [package ...]
//
// Without arguments it tries every mutant of the library; otherwise those of
// the packages, named by their folders such as address/resource, and of the
// packages whose code, tests or test data differ from the commit.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/cspkit/customerscreen/ci/explained"
)

const tester = "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0"

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
	since := flag.String("since", "", "try the packages that differ from this `commit`")
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

func run(since string, packages []string) (ok bool, err error) {
	if err := os.Chdir(".."); err != nil { // from .ci to the library
		return false, err
	}
	list, err := explained.Read(".ci/mutants.txt")
	if err != nil {
		return false, err
	}
	files, err := lines("git", append([]string{"ls-files", "--cached", "--others", "--exclude-standard", "--", "go.mod", "go.sum"}, folders...)...)
	if err != nil {
		return false, err
	}
	source := slices.DeleteFunc(slices.Clone(files), func(file string) bool {
		return !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, aids)
	})
	tried := source
	if since != "" {
		changed, err := lines("git", append([]string{"diff", "--name-only", since, "--"}, folders...)...)
		if err != nil {
			return false, err
		}
		for _, file := range changed {
			packages = append(packages, packageOf(file, source))
		}
	}
	if since != "" || len(packages) > 0 {
		tried = slices.DeleteFunc(slices.Clone(source), func(file string) bool {
			return !slices.Contains(packages, filepath.Dir(file))
		})
	}

	workshop, err := newWorkshop(files)
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(workshop)
	survivors, undecided := explained.Found{}, explained.Found{}
	for _, folder := range folders {
		inFolder := func(file string) bool { return strings.HasPrefix(file, folder+"/") }
		if !slices.ContainsFunc(tried, inFolder) {
			continue
		}
		var excluded []string
		for _, file := range files {
			if inFolder(file) && strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") && !slices.Contains(tried, file) {
				excluded = append(excluded, strings.TrimPrefix(file, folder+"/"))
			}
		}
		if err := try(workshop, folder, excluded, survivors, undecided); err != nil {
			return false, err
		}
	}

	differences := list.Compare(survivors, func(p explained.Place) bool {
		return !slices.Contains(source, p.File) || slices.Contains(tried, p.File) && len(undecided[p]) == 0
	})
	for _, d := range differences {
		fmt.Println(d)
	}
	return len(differences) == 0, nil
}

// packageOf returns the folder of the package that a file belongs to, test data
// to the package above it.
func packageOf(file string, source []string) string {
	folder := filepath.Dir(file)
	for folder != "." && !slices.ContainsFunc(source, func(s string) bool { return filepath.Dir(s) == folder }) {
		folder = filepath.Dir(folder)
	}
	return folder
}

// try runs the tester over a folder, less the excluded files, and adds the
// mutants that lived, and those whose tests took too long to tell: most of them
// never end.
func try(workshop, folder string, excluded []string, survivors, undecided explained.Found) error {
	results := filepath.Join(workshop, folder+".json")
	arguments := []string{"unleash", "./" + folder, "--output", results, "--output-statuses", "lt",
		"--timeout-coefficient", "5",
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
		// What is fast, since every mutant is one run of the tests: without those that measure time.
		"GOFLAGS=-short -count=1 -vet=off -ldflags=-w -skip=LinearTime",
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
		source, err := os.ReadFile(filepath.Join(workshop, "copy", name))
		if err != nil {
			return err
		}
		for _, m := range file.Mutations {
			if m.Status == "KILLED" || m.Status == "NOT VIABLE" {
				continue
			}
			place, err := explained.At(name, source, m.Type, m.Line, m.Column, func(rest string) int {
				return len(operators.FindString(rest))
			})
			if err != nil {
				return err
			}
			kept := survivors
			if m.Status == "TIMED OUT" {
				kept = undecided
			}
			kept.Add(place, m.Line, m.Column)
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

// operators are the tokens that the tester changes.
var operators = regexp.MustCompile(`^(break|continue|\+\+|--|&&|\|\||&\^=?|<<=?|>>=?|[-+*/%&|^<>=!]=?)`)

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
