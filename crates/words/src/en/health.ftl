# Health and the first step.
band-strong = strong
band-steady = steady
band-at-risk = at risk
band-critical = critical
state-too-little = too little evidence
state-forming = forming
state-dormant = dormant
dimension-rhythm = Rhythm
dimension-presence = Presence
dimension-renewal = Renewal
dimension-books = Books
dimension-work = Shared work
dimension-bonds = Bonds
dimension-confidence = Confidence
dimension-lines = Carried out
proportion-met = days met, of days due
proportion-present = members present, of the roll
proportion-kept = members kept, of those a year ago
proportion-welcomed = newcomers welcomed within 60 days
proportion-minutes = minutes written within 7 days
proportion-confirmed = minutes confirmed
proportion-worked = members who finished a task in 90 days, of the roll
proportion-deputy = months with a deputy
proportion-turns = meetings that another convened than the one before
proportion-cared = newcomers called within a week and not left alone
proportion-answered = second absences after which somebody called
proportion-pulse = answers of yes to the pulse
proportion-settled = concerns settled by who raised them
proportion-carried = policies answered in time
reason-counted = { $what } ({ $count })
reason-unrecorded = { $what } is not recorded
reason-withheld = { $what } is not told, since the roll is, or within the year was, under five
reason-not-met = it has not met for { $days } days
reason-never-met = it never met
reason-young = it is { $days } days old
reason-few-due = only { $due ->
    [one] one meeting was
   *[other] { $due } meetings were
 } due
why-both = What holds: { $holds }. What holds back: { $back }.
why-holds = What holds: { $holds }. Nothing holds it back.
why-back = What holds back: { $back }.
why-neither = Nothing stands out, for good or ill.
advice-go-on = Go on as it is
advice-set-next-meeting = Set the next meeting
advice-meet-when-due = Hold the meetings that are due
advice-call-the-absent = Call those who were absent
advice-keep-members = Speak with those who may leave
advice-welcome-newcomers = Welcome newcomers within 60 days
advice-write-minutes = Write the minutes within a week
advice-confirm-minutes = Have the minutes confirmed by two who were there
advice-share-tasks = Give tasks to those who have none
advice-choose-deputy = Choose a deputy for the secretary
advice-take-turns = Let others convene the meeting
advice-care-for-newcomers = Call newcomers within a week, and give each a companion or a task
advice-talk-over-pulse = Talk over what the pulse says
advice-answer-concerns = Answer concerns, and ask whether they are settled
advice-answer-policies = Answer policies before their day
advice-record = Begin to record { $what }
step-alone = Next: { $step }.
step-more = Next: { $step }; half-way to the median that is { $more } points more.
step-safer = Next: { $step }; the chance of falling silent would be { $safer } lower.
step-both = Next: { $step }; half-way to the median that is { $more } points more, and the chance of falling silent { $safer } lower.
cell-stands = { $name }: { $index }, { $state } (as of { $day })
may-fall-silent = Apart from that: the chance that it falls silent within 180 days is { $chance }.
crowded = It has more than fifty members: a second cell would give everybody room.
left-out = { $kept ->
    [one] Only one of { $all } dimensions is recorded here
   *[other] { $kept } of { $all } dimensions are recorded here
 }; left out for all: { $what }.
baseline-computed = The baseline was computed from the returns, since none was published for this quarter.
whole-stands = The whole stands at { $index } on { $day }; { $counting } of { $all } cells count in it, { $dormant } of them dormant.
first-step-head = Where an hour of help would strengthen the whole most (may we help?):
step-line = { $number }. { $name } — { $index }, { $state }; may fall silent: { $chance }; weighs { $weight }; gain { $gain } points an hour
dormant-head = { $n ->
    [0] No cell has fallen silent.
    [one] One cell has fallen silent; a call costs little:
   *[other] { $n } cells have fallen silent; a call costs little:
 }
dormant-since = last met { $day }
dormant-never = never met
offers-head = { $n ->
    [0] No cell is at risk.
    [one] One cell is at risk, and is offered help however small it is:
   *[other] { $n } cells are at risk, and are offered help however small they are:
 }
whole-unit = unit
whole-index = index
whole-strong = strong
whole-steady = steady
whole-at-risk = at risk
whole-critical = critical
whole-dormant = dormant
whole-coverage = counted
backtest-short = What is held is too short for a horizon of { $days } days. Name a date with --at, or a shorter horizon.
backtest-head = The forecast held against what came: { $n ->
    [one] one date
   *[other] { $n } dates
 }, no meeting within { $days } days.
population-a = A: at least 3 meetings, the last at most 180 days ago
population-b = B: at least 3 days met, and the last not long ago by the cell's own measure
backtest-date = date
backtest-cells = cells
backtest-silent = silent
backtest-recency = days since
backtest-meetings = meetings
backtest-auc = AUC
backtest-auc-recency = AUC of days since
backtest-formula = the formula:          AUC { $auc } ({ $low }–{ $high }), { $recall } of silences in the riskiest fifth
backtest-recency-alone = days since, alone:    AUC { $auc } ({ $low }–{ $high }), { $recall } of silences in the riskiest fifth
backtest-brier = Brier score { $brier }; with one rate for all it would be { $rate }
plot-title = Of cells given this chance, how many fell silent
plot-forecast = chance given
plot-came = came
