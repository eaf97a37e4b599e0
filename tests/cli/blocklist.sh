#!/usr/bin/env bash
# `ward blocklist`: lists from their making to a hit in a text.
source "$(dirname "$0")/support.sh" "$@"

lists() { "$ward" blocklist "$@" --store "$scratch/lists.db"; }

same "create" "$(lists create pets --description 'of the house')" "created pets"
same "create again" "$(lists create pets --whole-words)" "updated pets"
id=$(lists add pets otter 2>&1)
matches "an id" "$id" '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$'
same "the same text is the same item" "$(lists add pets otter)" "$id"
matches "list" "$(lists list)" 'pets +1 +whole words +of the house'
matches "items" "$(lists items pets)" "$id +otter +term"
matches "match" "$(lists match pets --text 'an OTTER')" "3-8 +OTTER +otter +$id"
same "no match" "$(lists match pets --text 'otters')" "no hit"

answers=$(printf '%s\n' '{"text":"stoat","description":"d"}' '{"text":""}' 'no JSON' '{"text":"b.dger","isRegex":true}' |
    lists add pets --jsonl)
same "an answer a line" "$(wc -l <<<"$answers")" 4
matches "the first" "$(sed -n 1p <<<"$answers")" '^\{"blocklistItemId":"[^"]+","description":"d","text":"stoat","isRegex":false\}$'
matches "an error" "$(sed -n 2p <<<"$answers")" '^\{"error":\{"code":"InvalidRequestBody",'
matches "a broken line" "$(sed -n 3p <<<"$answers")" '"target":"line 3: body"'
matches "the fourth" "$(sed -n 4p <<<"$answers")" '"isRegex":true'

printf 'text,isRegex\nweasel,\n"p(ol|ine)e?cat",true\n' >"$scratch/terms.csv"
same "import" "$(lists import pets "$scratch/terms.csv")" "imported 2 items"
same "import of plain text from a pipe" "$(printf 'mink\nsable\n' | lists import pets -)" "imported 2 items"
same "export" "$(lists export pets)" $'otter\nstoat\nb.dger\nweasel\np(ol|ine)e?cat\nmink\nsable'
lists create copy >/dev/null
for form in csv jsonl; do
    lists export pets --$form >"$scratch/copy.$form"
    same "import of $form" "$(lists import copy "$scratch/copy.$form")" "imported 7 items"
    same "a copy by $form" "$(lists export copy)" "$(lists export pets)"
done

body='{"text":"a stoat","blocklistNames":["pets"],"haltOnBlocklistHit":true}'
matches "text --jsonl with a store" "$("$ward" --store "$scratch/lists.db" text --jsonl <<<"$body")" \
    '^\{"blocklistsMatch":\[\{"blocklistName":"pets","blocklistItemId":"[^"]+","blocklistItemText":"stoat"\}\],"categoriesAnalysis":\[\]\}$'

same "remove of an item" "$(lists remove pets "$id")" ""
lacks "items after it" "$(lists items pets)" otter
lists remove copy
lacks "list after remove" "$(lists list)" copy

"$ward" blocklist list 2>"$scratch/err"
same "status without a store" $? 2
matches "which is told" "$(cat "$scratch/err")" '^ward: .*--store'
lists items none 2>"$scratch/err"
same "status of an unknown list" $? 1
matches "which is told" "$(cat "$scratch/err")" '^ward: .*create it first \(name\)$'
lists import pets "$scratch/none" 2>"$scratch/err"
same "status of a missing file" $? 1
matches "which is told" "$(cat "$scratch/err")" '^ward: Could not open'
finish
