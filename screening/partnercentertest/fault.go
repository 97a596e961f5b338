package partnercentertest

import (
	"io"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// Fault is something that goes wrong with one request: it wraps the answer
// that the stand-in would have given. A test can write its own.
type Fault func(http.Handler) http.Handler

// Inject makes the next requests go wrong, one fault each in the order given. A
// nil fault lets its request pass.
func (h *Handler) Inject(faults ...Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.faults = append(h.faults, faults...)
}

// faultOf makes a Fault of what is done in the place of the next handler.
func faultOf(serve func(w http.ResponseWriter, r *http.Request, next http.Handler)) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serve(w, r, next) })
	}
}

// Throttled answers 429 in the shape of the API's throttling, with a
// Retry-After header of whole seconds, rounded up. The request is not
// processed.
func Throttled(retryAfter time.Duration) Fault {
	seconds := strconv.Itoa(int(math.Ceil(retryAfter.Seconds())))
	body := `{"statusCode":429,"message":"Rate limit is exceeded. Try again in ` + seconds + ` seconds."}`
	return faultOf(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Retry-After", seconds)
		answer{http.StatusTooManyRequests, []byte(body)}.write(w)
	})
}

// Unavailable answers 502 with a page of HTML, as a gateway in between does.
// The request is not processed.
func Unavailable() Fault {
	return faultOf(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		io.WriteString(w, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n")
	})
}

// Delayed holds a request back before it is processed. A request whose client
// gives up meanwhile is not processed.
func Delayed(latency time.Duration) Fault {
	return faultOf(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		select {
		case <-time.After(latency):
			next.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
}

// Cut processes a request and then closes the connection without an answer. A
// retry with the same MS-RequestId gets the answer that was lost. Without a
// server around it, the handler panics with [http.ErrAbortHandler].
func Cut() Fault {
	return faultOf(func(_ http.ResponseWriter, r *http.Request, next http.Handler) {
		next.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	})
}

// Truncated processes a request and then closes the connection in the middle
// of the answer's body, as [Cut] does.
func Truncated() Fault {
	return faultOf(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes()[:answer.Body.Len()/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
}
