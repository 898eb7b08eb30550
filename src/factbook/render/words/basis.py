"""Words for what a claim about a whole series rests on."""

from __future__ import annotations

from collections.abc import Mapping

# Keys end in the kind and the test of a basis, as in "streak.at least", by which `series_basis` looks them up.
EN: Mapping[str, str] = {
    "basis": "What makes it true",
    "basis.period": "Period",
    "basis.name": "Name",
    "basis.value": "Value",
    "basis.mark": "Part",
    "basis.place": "Place",
    "basis.mark.at": "this one",
    "basis.mark.run": "in the run",
    "basis.mark.since": "as far, the last time",
    "basis.mark.best": "the best before",
    "basis.mark.base": "the base",
    "basis.mark.other": "another base",
    "basis.mark.before": "before the run",
    "basis.mark.next": "after it",
    "basis.spans": "{first} to {last}",
    "basis.streak.none": "There is no run: {at}, with {value}, does not pass the test.",
    "basis.streak.above": "Each from {first} to {last} is above {limit}.",
    "basis.streak.at least": "Each from {first} to {last} is {limit} or more.",
    "basis.streak.below": "Each from {first} to {last} is below {limit}.",
    "basis.streak.at most": "Each from {first} to {last} is {limit} or less.",
    "basis.streak.up": "Each from {first} to {last} is higher than the one before it.",
    "basis.streak.down": "Each from {first} to {last} is lower than the one before it.",
    "basis.streak.start": "The run cannot be followed further back: the series begins with {start}.",
    "basis.streak.gap": "The run cannot be followed further back: {before} is missing.",
    "basis.streak.broken": "Before it stood {before}, with {value}.",
    "basis.decides.above": "{next} decides next: above {limit} the run goes on, else it ends.",
    "basis.decides.at least": "{next} decides next: with {limit} or more the run goes on, else it ends.",
    "basis.decides.below": "{next} decides next: below {limit} the run goes on, else it ends.",
    "basis.decides.at most": "{next} decides next: with {limit} or less the run goes on, else it ends.",
    "basis.decides.up": "{next} decides next: above {value} the run goes on, else it ends.",
    "basis.decides.down": "{next} decides next: below {value} the run goes on, else it ends.",
    "basis.decided": "{next}, with {value}, has decided since.",
    "basis.rank.highest": "Of the {n} that are ranked, {more} have more than {at}, with {value}.",
    "basis.rank.lowest": "Of the {n} that are ranked, {more} have less than {at}, with {value}.",
    "basis.rank.first.highest": "None of the {n} that are ranked has more than {at}, with {value}.",
    "basis.rank.first.lowest": "None of the {n} that are ranked has less than {at}, with {value}.",
    "basis.rank.shared": "It shares its place with {names}.",
    "basis.rank.up": "It moves up when it passes {name}, with {value}.",
    "basis.rank.down": "It moves down when {name}, now with {value}, passes it.",
    "basis.extreme.record.highest": (
        "Nothing before {at} in the series, which begins with {start}, came up "
        "to {value}; the highest was {best}, with {best_value}."
    ),
    "basis.extreme.record.lowest": (
        "Nothing before {at} in the series, which begins with {start}, came down "
        "to {value}; the lowest was {best}, with {best_value}."
    ),
    "basis.extreme.alone": "{at} is the first of the series, so there is nothing before it to compare.",
    "basis.extreme.since.highest": (
        "{since}, with {since_value}, was the last to come up to {value}; nothing between did."
    ),
    "basis.extreme.since.lowest": (
        "{since}, with {since_value}, was the last to come down to {value}; nothing between did."
    ),
    "basis.extreme.next.highest": "{next} decides next: more than {value} would be higher still.",
    "basis.extreme.next.lowest": "{next} decides next: less than {value} would be lower still.",
    "basis.extreme.overtaken": "Since then {later}, with {later_value}, went further.",
    "basis.change": "From {old}, with {old_value}, to {at}, with {value}.",
    "basis.change.turns": "The direction turns if {at} is revised past {old_value}.",
    "basis.change.others": "The base decides the story: counted from {base} it is {change}.",
    "basis.gaps": "No value is known for {gaps}, so that nothing can be said of them.",
    "since.record": "a record",
    "since": "since {period}",
}

KO: Mapping[str, str] = {
    "basis": "무엇이 이것을 참으로 만드나",
    "basis.period": "기간",
    "basis.name": "이름",
    "basis.value": "값",
    "basis.mark": "구분",
    "basis.place": "순위",
    "basis.mark.at": "이 수치",
    "basis.mark.run": "연속 구간",
    "basis.mark.since": "마지막으로 이만큼",
    "basis.mark.best": "이전 최고·최저",
    "basis.mark.base": "기준",
    "basis.mark.other": "다른 기준",
    "basis.mark.before": "연속 이전",
    "basis.mark.next": "이후",
    "basis.spans": "{first}부터 {last}까지",
    "basis.streak.none": "연속이 아닙니다: {at}, {value}: 조건에 맞지 않습니다.",
    "basis.streak.above": "{first}부터 {last}까지 모두 {limit} 초과입니다.",
    "basis.streak.at least": "{first}부터 {last}까지 모두 {limit} 이상입니다.",
    "basis.streak.below": "{first}부터 {last}까지 모두 {limit} 미만입니다.",
    "basis.streak.at most": "{first}부터 {last}까지 모두 {limit} 이하입니다.",
    "basis.streak.up": "{first}부터 {last}까지 모두 바로 앞보다 높습니다.",
    "basis.streak.down": "{first}부터 {last}까지 모두 바로 앞보다 낮습니다.",
    "basis.streak.start": "더 앞은 알 수 없습니다: 계열이 {start}에 시작합니다.",
    "basis.streak.gap": "더 앞은 알 수 없습니다: {before}의 값이 없습니다.",
    "basis.streak.broken": "그 앞은 {before}, {value}입니다.",
    "basis.decides.above": "다음 판단은 {next}: {limit} 초과면 이어지고, 아니면 끝납니다.",
    "basis.decides.at least": "다음 판단은 {next}: {limit} 이상이면 이어지고, 아니면 끝납니다.",
    "basis.decides.below": "다음 판단은 {next}: {limit} 미만이면 이어지고, 아니면 끝납니다.",
    "basis.decides.at most": "다음 판단은 {next}: {limit} 이하면 이어지고, 아니면 끝납니다.",
    "basis.decides.up": "다음 판단은 {next}: {value}보다 높으면 이어지고, 아니면 끝납니다.",
    "basis.decides.down": "다음 판단은 {next}: {value}보다 낮으면 이어지고, 아니면 끝납니다.",
    "basis.decided": "그 뒤 {next}의 값 {value}에서 이미 정해졌습니다.",
    "basis.rank.highest": "순위를 매긴 {n}개 가운데 {more}개가 {at}의 {value}보다 많습니다.",
    "basis.rank.lowest": "순위를 매긴 {n}개 가운데 {more}개가 {at}의 {value}보다 적습니다.",
    "basis.rank.first.highest": "순위를 매긴 {n}개 가운데 {at}의 {value}보다 많은 것이 없습니다.",
    "basis.rank.first.lowest": "순위를 매긴 {n}개 가운데 {at}의 {value}보다 적은 것이 없습니다.",
    "basis.rank.shared": "같은 순위: {names}.",
    "basis.rank.up": "{name}의 {value}보다 많아지면 순위가 오릅니다.",
    "basis.rank.down": "지금 {value}인 {name}에 추월당하면 순위가 내려갑니다.",
    "basis.extreme.record.highest": (
        "{start}에 시작하는 계열에서 {at} 이전에는 {value}에 이른 적이 없으며, "
        "가장 높았던 것은 {best}의 {best_value}입니다."
    ),
    "basis.extreme.record.lowest": (
        "{start}에 시작하는 계열에서 {at} 이전에는 {value}까지 내려간 적이 없으며, "
        "가장 낮았던 것은 {best}의 {best_value}입니다."
    ),
    "basis.extreme.alone": "계열의 처음이 {at}이라 비교할 앞선 값이 없습니다.",
    "basis.extreme.since.highest": "마지막으로 {value}에 이른 것은 {since}의 {since_value}이며, 그 사이에는 없습니다.",
    "basis.extreme.since.lowest": "마지막으로 {value}까지 내려간 것은 {since}의 {since_value}이며, 그 사이엔 없습니다.",
    "basis.extreme.next.highest": "다음 판단은 {next}: {value}보다 많으면 더 높습니다.",
    "basis.extreme.next.lowest": "다음 판단은 {next}: {value}보다 적으면 더 낮습니다.",
    "basis.extreme.overtaken": "그 뒤 {later}에 {later_value} 기록으로 바뀌었습니다.",
    "basis.change": "{old}: {old_value}, {at}: {value}.",
    "basis.change.turns": "{at}의 값이 {old_value} 반대편으로 정정되면 방향이 바뀝니다.",
    "basis.change.others": "기준이 이야기를 정합니다: {base} 기준으로는 {change}입니다.",
    "basis.gaps": "{gaps}의 값은 알려져 있지 않아, 그에 대해서는 말할 수 없습니다.",
    "since.record": "역대 기록",
    "since": "{period} 이후",
}
