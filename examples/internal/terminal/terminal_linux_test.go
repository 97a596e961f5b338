package terminal_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/cspkit/customerscreen/examples/internal/terminal"
)

// TestOfATerminal: it has its own width, colors and isolates.
func TestOfATerminal(t *testing.T) {
	controller, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	defer controller.Close()
	fd := int(controller.Fd())
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	defer tty.Close()

	for _, name := range []string{"COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"} {
		t.Setenv(name, "")
	}
	t.Setenv("TERM", "xterm")
	assert.Equal(t, terminal.Terminal{Width: 80, Color: true, Isolates: true}, terminal.Of(tty), "one that does not know its width")
	require.NoError(t, unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 132}))
	assert.Equal(t, terminal.Terminal{Width: 132, Color: true, Isolates: true}, terminal.Of(tty))
	t.Setenv("COLUMNS", "100")
	t.Setenv("NO_COLOR", "1")
	assert.Equal(t, terminal.Terminal{Width: 100, Isolates: true}, terminal.Of(tty))
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	assert.False(t, terminal.Of(tty).Color)
}
