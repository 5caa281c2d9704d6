# Policies: what a unit asks of all below it, and what cells say to it.
tab-policies = Policies
policies = Policies
policies-none = Nobody above asks anything of us just now.
policies-none-yet = Nothing is asked of the cells yet. What you write here goes to all of them, and each says what came of it.
policies-wait = { $n ->
    [one] one waits for our word
   *[other] { $few } wait for our word
 }
policies-run = What holds
policies-over = What is over
see-policies = Policies
policy-new = Write a policy
policy-writing = being written: cells are not shown it
policy-withdrawn = withdrawn
policy-over-since = ended on { $day }
policy-consulting = cells are asked what they think
policy-consulting-until = cells are asked what they think until { $day }
policy-due = to be answered by { $day }
policy-until = holds until { $day }
policy-holds = holds
policy-because = It was withdrawn: { $reason }
policy-taken-out = Its words were taken out.
policy-why = Why
policy-measure-is = Each cell tells a number: { $what }
policy-changed = What changed since the version before
policy-answers = What was answered to objections
policy-answer-to = To those who said: { $reason }
policy-answer-to-you = To you
policy-answer-to-one = To one cell
policy-answer-heard = { $n ->
    [0] None of the objections that stand today had come before it.
    [one] One of the objections that stand today was answered by it.
   *[other] { $few } of the objections that stand today were answered by it.
 }
policy-your-word = What does the cell say to it?
policy-talked-over = We talked it over
policy-outcome = What came of it?
policy-choose = Choose
policy-outcome-missing = Choose what came of it. All three answers are welcome.
policy-reason-missing = Say why you object: choose one of the reasons.
reported-done = We did it
reported-partly = We did some of it
reported-not = We did not do it
reported-with = { $outcome } ({ $n })
policy-figure = The number that is asked for
policy-figure-of = How many: { $what }
policy-story = How did it go? A story helps the others.
policy-no-names = Everybody in the organisation can read this. Please name nobody.
policy-report = Tell it
policy-object = We object
policy-object-hint = An objection with its reasons counts as much as a report. Whoever asked has to answer it.
policy-reason = Why, in a word
policy-argue = Why, in your own words
policy-object-yes = Send the objection
objects-wrong = we hold it to be wrong
objects-place = it does not fit our place
objects-means = we lack the people, the time or the money
objects-soon = the day is too near
objects-unclear = we do not understand what is asked
objects-other = another reason
objected-for = We object: { $reason }
policy-you-said = What the cell said
policy-say-anew = Say something else
policy-changed-since = It was changed since: please look at it again.
objection-is-answered = It was answered; the answer stands on this page.
objection-waits = It waits for an answer.
policy-take-back = Take it back
policy-plan = What we set ourselves to do
policy-task-done = Done
policy-plan-more = Make a task of it
policy-stands = Where it stands
policy-told = { $answered } of { $cells } cells have answered. Done: { $done }; in part: { $partly }; not done: { $not }; objecting: { $objecting }. No word yet from { $silent }.
policy-figure-sum = All numbers that were told together: { $n }
policy-where = Where
policy-by-branch = Where it is done
policy-cells = Cells
policy-answered = Answered
policy-did = Did it
policy-objects = Object
policy-in-the-way = What is in the way
objections-open = { $n ->
    [one] One cell; nobody has answered it yet.
   *[other] { $n } cells; { $open } of them wait for an answer.
 }
objections-answered = { $n ->
    [one] One cell; it was answered.
   *[other] { $n } cells; all were answered.
 }
policy-answer = Answer them
policy-answer-text = What do you answer? All cells will read it.
policy-answer-yes = Answer
policy-stories = How it went
voice-of = from
policy-next = What comes next
policy-adopt = Let it hold
policy-consult = Ask the cells first
policy-consult-until = Until when do they say what they think?
policy-write-on = Write on
policy-amend = Amend it
policy-withdraw = Withdraw it
policy-withdraw-yes = Withdraw it
policy-title = What is it called?
policy-text = What is asked of each cell?
policy-why-ask = Why?
policy-by-when = By when do cells say what came of it?
policy-measure = A number that each cell tells, if there is one: of what?
policy-ends = When does it end, if it does?
policy-keep = Keep it
policy-files = What goes with it
policy-file-is = { $kind }, { $n } kB
policy-file-pdf = PDF
policy-file-text = Text
policy-file-later = attached on { $day }
policy-file-not-whole = This file did not arrive whole, or was taken out.
policy-file-came = Attached: { $name }
policy-file-went = Taken off: { $name }
policy-attach = Attach a file
policy-attach-yes = Attach it
policy-detach = Take off { $name }
policy-file = A PDF, or plain text (.txt, .csv, .md), up to 240 kB
policy-file-hint = A PDF may tell who made it, and when. What is taken off again goes from the book at the end of a day; its name stays.
policy-is-attached = It is attached: the cells find it below the words.
policy-is-detached = It is taken off.
policy-is-kept = It is kept.
policy-is-consulted = The cells are asked.
policy-is-adopted = It holds. It lies on every cell’s next agenda.
policy-is-withdrawn = It is withdrawn.
policy-is-answered = It is answered: the cells read it here.
policy-is-talked-over = Good. When something came of it, tell it here.
policy-is-reported = Told. Thank you.
policy-is-objected = The objection is on its way. Whoever asked has to answer it.
policy-is-taken-back = It is taken back.
agenda-policy = To talk over: { $title }
agenda-policy-due = To talk over: { $title } (by { $day })
not-a-number = Write a whole number in digits.
day-is-over = This day is over.
policy-answer-by = Say what came of ‘{ $title }’
policy-answer-reason = asked by { $by }, by { $day }
policy-see = See it
