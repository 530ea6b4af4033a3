/* says_any.h - rows of says.h that begin with a place: what no other row reads. No guard: it is read twice. */

SAY(metric_view, "{share:p} {what:s} ({low:f} to {high:f})")
SAY(two_amounts, "{low:m} to {high:m}")
SAY(amount, "{amount:m}")
SAY(percent, "{share:p}")
SAY(evidence_late, "{id:t} promised {day:d}, arrived {days:n} days later")
SAY(evidence_row, "{name:t}, {day:d}: {what:o}")
SAY(stream_in, "{stream:k}, {where:t}")
SAY(why_but, "{plus:k}, but {but:k}")
SAY(stream_theme, "\"{item:t}\"")
