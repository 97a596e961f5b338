package audit

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// Show shows the meter on a terminal until hide is called: records, rate and
// the time that is left. It shows nothing where w is no terminal.
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
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string { return m.counts() })),
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
				bar.SetCurrent(min(m.bytes.Load(), max(m.total.Load()-1, 0))) // complete when it is written
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

// counts are the records, and how many of them a second.
func (m *Meter) counts() string {
	done, skipped := m.records.Load(), m.skipped.Load()
	if done <= skipped {
		return fmt.Sprintf("%s records were done before ", grouped(int(skipped)))
	}
	rate := float64(done-skipped) / max(m.elapsed(time.Now()).Seconds(), 0.001)
	return fmt.Sprintf("%s records, %s a second ", grouped(int(done)), grouped(int(rate)))
}

// left is the time that is left at the rate so far.
func (m *Meter) left(now time.Time) string {
	done, total := m.bytes.Load(), m.total.Load()
	if total == 0 || done == 0 {
		return " " + m.elapsed(now).Round(time.Second).String()
	}
	left := time.Duration(float64(m.elapsed(now)) * float64(total-done) / float64(done))
	return fmt.Sprintf(" %d %%, %s left", 100*done/total, left.Round(time.Second))
}
