package audit

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"github.com/cspkit/customerscreen/examples/internal/prose"
)

// Show shows records, rate and the time left on a terminal until hide is called.
// It shows nothing if w is no terminal.
func (m *Meter) Show(w io.Writer) (hide func()) {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return func() {}
	}
	return m.show(w)
}

func (m *Meter) show(w io.Writer, options ...mpb.ContainerOption) (hide func()) {
	progress := mpb.New(append(options, mpb.WithOutput(w))...)
	bar := progress.AddBar(0,
		mpb.BarRemoveOnComplete(),
		mpb.BarWidth(20),
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string { return m.counts(time.Now()) })),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return m.left(time.Now()) })),
	)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				bar.SetTotal(m.total.Load(), false)
				bar.SetCurrent(min(m.bytes.Load(), max(m.total.Load()-1, 0))) // complete only once everything is written
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
		bar.Abort(true)
		progress.Wait()
	}
}

// counts says how many records there are, and how many in a second.
func (m *Meter) counts(now time.Time) string {
	done, skipped := m.records.Load(), m.skipped.Load()
	if done <= skipped {
		if skipped == 0 {
			return ""
		}
		return prose.Count(int(skipped), "record", "records") + " from before "
	}
	text := prose.Count(int(done), "record", "records")
	if elapsed := m.elapsed(now); elapsed >= time.Second {
		text += fmt.Sprintf(", %s a second", prose.Grouped(int(float64(done-skipped)/elapsed.Seconds())))
	}
	return text + " "
}

// left says how much time is left at the rate of this run, which leaves out what
// was done before.
func (m *Meter) left(now time.Time) string {
	elapsed, total, from := m.elapsed(now), m.total.Load(), m.from.Load()
	done := m.bytes.Load() - from
	if total == 0 || done <= 0 {
		return " " + elapsed.Round(time.Second).String()
	}
	text := fmt.Sprintf(" %d %%", min(100*(from+done)/total, 100)) // parts of a workbook are read twice
	if elapsed >= time.Second {
		left := time.Duration(float64(elapsed) * float64(max(total-from-done, 0)) / float64(done))
		text += fmt.Sprintf(", %s left", left.Round(time.Second))
	}
	return text
}
