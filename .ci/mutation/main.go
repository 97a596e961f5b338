// Mutation runs a mutation tester, github.com/go-gremlins/gremlins, over the
// library and compares the mutants that no test kills with those that
// mutants.txt explains. It fails on a mutant without an explanation, and on an
// explanation without a mutant.
//
//	go run -C .ci ./mutation [-since commit] [package ...]
//
// It tries every mutant of the library, or of the named packages, such as
// countries/live. The whole library takes half an hour on two cores. With -since
// it tries only the files that differ from a commit, or whose tests do.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/cspkit/customerscreen/ci/explained"
)

const tester = "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0"

// folders are the packages to try, each with those below it.
var folders = []string{"errors", "countries", "address", "screening", "internal"}

// aids serve tests: other packages' tests test them.
const aids = "screening/partnercentertest/"

// goForTester takes the place of the go command for the tester, and replaces
// every coverage profile by one that covers all files. Go's coverage counts
// statements alone, so the tester would skip the conditions of a case and the
// values of a package's variables.
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
	since := flag.String("since", "", "try only what differs from this `commit`")
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
	files, err := git(append([]string{"ls-files", "--cached", "--others", "--exclude-standard", "--", "go.mod", "go.sum"}, folders...)...)
	if err != nil {
		return false, err
	}
	source := slices.DeleteFunc(slices.Clone(files), func(file string) bool {
		return !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, aids)
	})
	wanted := slices.DeleteFunc(slices.Clone(source), func(file string) bool {
		return len(packages) > 0 && !slices.Contains(packages, filepath.Dir(file))
	})
	if since != "" {
		changed, err := git(append([]string{"diff", "--name-only", since, "--"}, folders...)...)
		if err != nil {
			return false, err
		}
		wanted = slices.DeleteFunc(wanted, func(file string) bool {
			return !slices.Contains(changed, file) && !slices.Contains(changed, strings.TrimSuffix(file, ".go")+"_test.go")
		})
	}

	workshop, err := newWorkshop(files)
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(workshop)
	survivors, undecided := explained.Found{}, explained.Found{}
	for _, folder := range folders {
		files := slices.DeleteFunc(slices.Clone(wanted), func(file string) bool { return folderOf(file) != folder })
		if len(files) == 0 {
			continue
		}
		if err := try(workshop, files, source, survivors, undecided); err != nil {
			return false, err
		}
	}

	differences := list.Compare(survivors, func(p explained.Place) bool {
		return !slices.Contains(source, p.File) || slices.Contains(wanted, p.File) && len(undecided[p]) == 0
	})
	for _, d := range differences {
		fmt.Println(d)
	}
	return len(differences) == 0, nil
}

func folderOf(file string) string {
	folder, _, _ := strings.Cut(file, "/")
	return folder
}

// try runs the tester over files of one folder. It adds the mutants that lived to
// survivors, and those that ran out of time, mostly endless loops, to undecided.
func try(workshop string, files, source []string, survivors, undecided explained.Found) error {
	folder := folderOf(files[0])
	results := filepath.Join(workshop, strings.ReplaceAll(files[0], "/", "-")+".json")
	arguments := []string{"unleash", "./" + folder, "--output", results, "--output-statuses", "lt",
		"--timeout-coefficient", "5",
		"--invert-assignments", "--invert-bitwise", "--invert-bwassign", "--invert-logical",
		"--invert-loopctrl", "--remove-self-assignments",
		"--invert-negatives=false", // arithmetic-base does the same
	}
	for _, file := range source {
		if folderOf(file) == folder && !slices.Contains(files, file) {
			arguments = append(arguments, "--exclude-files", "^"+regexp.QuoteMeta(strings.TrimPrefix(file, folder+"/"))+"$")
		}
	}
	arguments = append(arguments, "--exclude-files", "^"+regexp.QuoteMeta(strings.TrimPrefix(aids, folder+"/")))
	command := exec.Command(filepath.Join(workshop, "bin", "gremlins"), arguments...)
	command.Dir = filepath.Join(workshop, "copy")
	realGo, err := exec.LookPath("go")
	if err != nil {
		return err
	}
	command.Env = append(os.Environ(),
		"REAL_GO="+realGo,
		"PATH="+filepath.Join(workshop, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"),
		// Each mutant runs the tests once, so the slow ones are left out.
		"GOFLAGS=-count=1 -vet=off -ldflags=-w -skip=LinearTime",
	)
	var said bytes.Buffer
	command.Stdout, command.Stderr = io.MultiWriter(os.Stdout, &said), os.Stderr
	fmt.Println("==", strings.Join(files, " "))
	if err := command.Run(); err != nil {
		return fmt.Errorf("gremlins in %s: %w", folder, err)
	}
	text, err := os.ReadFile(results)
	if os.IsNotExist(err) && strings.Contains(said.String(), "No results to report") {
		return nil // the files have nothing to change
	}
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
// files to change.
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

// git returns the lines that git prints.
func git(arguments ...string) ([]string, error) {
	command := exec.Command("git", arguments...)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", command, err)
	}
	return strings.FieldsFunc(string(output), func(r rune) bool { return r == '\n' }), nil
}
