package documents

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"

	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// run runs the commands of a block one after the other, and keeps what they
// write to standard output.
func (r *reader) run(t *testing.T, script string) {
	t.Helper()
	file, err := syntax.NewParser().Parse(strings.NewReader(script), "")
	require.NoError(t, err)
	var complaints bytes.Buffer
	r.output = new(bytes.Buffer)
	shell, err := interp.New(
		interp.Dir(r.folder),
		interp.Params("-e"), // the first command that fails is the end
		interp.StdIO(nil, r.output, &complaints),
		interp.ExecHandlers(func(interp.ExecHandlerFunc) interp.ExecHandlerFunc {
			return func(ctx context.Context, args []string) error { return r.command(ctx, t, args) }
		}))
	require.NoError(t, err)
	require.NoError(t, shell.Run(t.Context(), file), "%s", &complaints)
}

// command runs one command, most of them as they stand.
func (r *reader) command(ctx context.Context, t *testing.T, args []string) error {
	switch name, rest := args[0], args[1:]; name {
	case "go":
		return r.goCommand(ctx, rest)
	case "pcscreen":
		if slices.Contains(rest, "--live") { // from the stand-in
			server := partnercentertest.NewServer()
			defer server.Close()
			rest = append(rest, "--base-url", server.URL)
		}
		pcscreen := filepath.Join(r.folder, "pcscreen")
		if rest[0] == "serve" {
			return r.serve(ctx, pcscreen, rest...)
		}
		err := r.start(ctx, r.folder, pcscreen, rest...)
		if refused := interp.ExitStatus(1); errors.Is(err, refused) && (rest[0] == "check" || rest[0] == "audit") {
			return nil // some of the customers are refused
		}
		return err
	case "curl":
		if _, err := exec.LookPath("curl"); err != nil {
			tests.Missing(t, "curl", "install it")
		}
		for i := range rest { // from the address in the document to where the server is
			for documented, actual := range r.servers {
				rest[i] = strings.Replace(rest[i], "http://"+documented+"/", "http://"+actual+"/", 1)
			}
		}
		return r.start(ctx, r.folder, "curl", rest...)
	default:
		return fmt.Errorf("the test knows no way to try %q", args)
	}
}

// start runs a program with the input and output of the shell's command.
func (r *reader) start(ctx context.Context, folder, program string, args ...string) error {
	shell := interp.HandlerCtx(ctx)
	command := exec.CommandContext(ctx, program, args...)
	command.Env = append(os.Environ(), "GOBIN="+r.folder, "PARTNER_CENTER_TOKEN=token")
	command.Dir, command.Stdin, command.Stdout, command.Stderr = folder, shell.Stdin, shell.Stdout, shell.Stderr
	err := command.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return interp.ExitStatus(exit.ExitCode())
	}
	return err
}

// goCommand runs a go command in the repository, or in the folder of the
// document where it concerns the reader's own module:
//
//   - go test lists what it would run, since this test is among it;
//   - go get looks the package up in the repository, since it needs the network;
//   - go mod changes nothing, since the module is complete from the start;
//   - go run of a server leaves it running on a free port.
func (r *reader) goCommand(ctx context.Context, args []string) error {
	switch args[0] {
	case "mod":
		switch strings.Join(args[1:], " ") {
		case "init example.com/try", "edit -replace " + module + "=../customerscreen", "tidy":
			return nil
		}
	case "get":
		return r.start(ctx, r.root, "go", append([]string{"list"}, args[1:]...)...)
	case "vet":
		return r.start(ctx, r.folder, "go", args...)
	case "test":
		return r.list(ctx, args[1:])
	case "install":
		return r.start(ctx, r.root, "go", args...)
	case "run":
		if args[1] == "." {
			return r.start(ctx, r.folder, "go", args...)
		}
		if args[1] == "-C" && args[2] == "examples" && slices.Contains([]string{"./gateway", "./gin-signup"}, args[3]) {
			binary := filepath.Join(r.folder, filepath.Base(args[3])+".exe")
			if err := r.start(ctx, r.root, "go", "build", "-C", "examples", "-o", binary, args[3]); err != nil {
				return err
			}
			return r.serve(ctx, binary, args[4:]...)
		}
		return r.start(ctx, r.root, "go", args...)
	}
	return fmt.Errorf("the test knows no way to try go %q", args)
}

// list makes sure that go test would find something to run.
func (r *reader) list(ctx context.Context, args []string) error {
	tests, list := "", []string{"list"}
	for i := 0; i < len(args); i++ {
		switch args[i] {
		case "-run", "-bench":
			i++
			if args[i] != "^$" { // no test, beside a benchmark
				tests = args[i]
			}
		case "-update":
		default:
			list = append(list, args[i])
		}
	}
	if tests == "" {
		return r.start(ctx, r.root, "go", list...)
	}
	list[0] = "test"
	command := exec.CommandContext(ctx, "go", append(list, "-list", tests)...)
	command.Dir, command.Stderr = r.root, interp.HandlerCtx(ctx).Stderr
	found, err := command.Output()
	if err == nil && !regexp.MustCompile(`(?m)^(Test|Benchmark)`).Match(found) {
		return fmt.Errorf("go test %q runs nothing", args)
	}
	return err
}

var (
	defaultAddress = regexp.MustCompile(`\(default "([\d.]+:\d+)"\)`)
	printedAddress = regexp.MustCompile(`http://([\d.]+:\d+)`)
	givenAddress   = regexp.MustCompile(`^[\d.]+:\d+$`)
)

// serve starts a server on free ports, where it stays until the document has
// been read to its end. Its usage says which address the document means, and
// its flags name others, in the order in which it prints them.
func (r *reader) serve(ctx context.Context, binary string, args ...string) error {
	usage, err := exec.CommandContext(ctx, binary, append(args, "--help")...).CombinedOutput()
	if err != nil {
		return err
	}
	byDefault := defaultAddress.FindSubmatch(usage)
	if byDefault == nil {
		return fmt.Errorf("%s --help names no address", binary)
	}
	documented := []string{string(byDefault[1])}
	for i, arg := range args {
		if givenAddress.MatchString(arg) {
			documented = append(documented, arg)
			args[i] = "127.0.0.1:0"
		}
	}

	server := exec.CommandContext(r.t.Context(), binary, append(args, "--addr", "127.0.0.1:0")...)
	output, err := server.StdoutPipe()
	if err != nil {
		return err
	}
	server.Stderr = server.Stdout
	if err := server.Start(); err != nil {
		return err
	}
	r.t.Cleanup(func() { _ = server.Wait() }) // killed by then
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return err
	}
	actual := printedAddress.FindAllStringSubmatch(line, -1)
	if len(actual) != len(documented) {
		return fmt.Errorf("%s should have printed %d addresses: %s", binary, len(documented), line)
	}
	for i, address := range documented {
		r.servers[address] = actual[i][1]
	}
	_, err = io.WriteString(interp.HandlerCtx(ctx).Stdout, line)
	return err
}
