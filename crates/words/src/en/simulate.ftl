# The simulator: what was planted, and what was found of the claims about health.

demo-name = Meadow Union
demo-done = The organisation is in { $dir }. Look further: sward --dir { $dir } health whole, or 'unit list', then 'health cell NAME'.
simulate-done = { $cells } cells with { $members } members lived { $months ->
    [one] one month
   *[other] { $months } months
 }. They are in { $dir }. Look further: sward --dir { $dir } first-step.
simulate-planted = What was planted, which no figure reads directly:
simulate-none = No causes were planted.
simulate-there = There is an organisation in { $dir } already. Name a new folder with --dir.
planted-cell = cell
planted-month = from
planted-cause = cause
cause-secretary-burnt-out = the secretary burns out
cause-hall-lost = the hall is lost
cause-shifts-changed = half work when the cell meets
cause-quarrel = a quarrel, and a split
cause-village-empties = the village empties
cause-good-organiser = a good organiser arrives
claims-head = { $seeds ->
    [one] One world
   *[other] { $seeds } worlds
 } of { $cells } cells, each from a seed of its own. Means over the worlds, with 95 % intervals. What is assumed is in docs/health-index.md.
claim-holds = holds
claim-fails = does not hold
claim-over-random = 1a. Help by the first-step list strengthens the whole more than help at random: { $verdict }.
claim-over-lowest = 1b. Help by the first-step list strengthens the whole more than help to the lowest score first: { $verdict }.
claim-naming = 2. The weakest dimension named is the one that the planted cause struck, in four cells of five with enough evidence: { $verdict }.
claim-falsified = 3. A falsified book gains less than five points: { $verdict }.
helping-first-step = people who came, in the year after, over no help: by the first-step list
helping-random = at random
helping-lowest = the lowest score first
helping-over-random = the first-step list over random
helping-over-lowest = the first-step list over the lowest score
helping-alive-random = cells that still meet, over random
helping-alive-lowest = cells that still meet, over the lowest score
naming-when = named rightly
naming-named = of those in which one is named
naming-all = of all with an index
naming-after = { $months } months after
naming-none = none
naming-cause = six months after (struck in brackets)
falsified-how = how the book is falsified
falsified-gain = points gained
falsified-more = books that gain five or more
falsified-largest = largest
lie-padded = one in four of the absent ticked
lie-made-up = minutes made up at the month's end
lie-both = both
lie-padded-by-half = every other one of the absent ticked
