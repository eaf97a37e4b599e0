/* Blocklists through C. tests/blocklist has the store's own tests. */
#include "check.h"

static ward_blocklist_store* store = NULL;

static ward_string string(const char* text) {
    ward_string made;
    made.data = text;
    made.size = strlen(text);
    return made;
}

static void lists_are_made_changed_and_told(void) {
    ward_blocklist_change change = WARD_BLOCKLIST_CHANGE_INIT;
    ward_blocklist_lists* lists = NULL;
    int32_t created = 0;
    change.description = "d";
    change.description_size = 1;
    change.whole_words = WARD_SWITCH_ON;
    CHECK_OK(ward_blocklist_create_or_update(store, STR("pets"), &change, &created, &error));
    CHECK(created == 1);
    CHECK_OK(ward_blocklist_create_or_update(store, STR("pets"), NULL, &created, &error));
    CHECK(created == 0);
    CHECK_OK(ward_blocklist_get(store, NULL, 0, &lists, &error));
    CHECK(ward_blocklist_lists_count(lists) == 1);
    CHECK(strcmp(ward_blocklist_lists_name(lists, 0), "pets") == 0);
    CHECK(strcmp(ward_blocklist_lists_description(lists, 0), "d") == 0);
    CHECK(ward_blocklist_lists_whole_words(lists, 0) == 1);
    CHECK(ward_blocklist_lists_loose(lists, 0) == 0);
    CHECK(ward_blocklist_lists_items(lists, 0) == 0);
    CHECK(strcmp(ward_blocklist_lists_name(lists, 1), "") == 0);
    CHECK(ward_blocklist_lists_description(lists, 1) == NULL);
    ward_blocklist_lists_free(lists);

    change.description = NULL;
    change.description_size = 0;
    change.remove_description = 1;
    change.whole_words = WARD_SWITCH_OFF;
    CHECK_OK(ward_blocklist_create_or_update(store, STR("pets"), &change, NULL, &error));
    CHECK_OK(ward_blocklist_get(store, STR("pets"), &lists, &error));
    CHECK(ward_blocklist_lists_description(lists, 0) == NULL);
    CHECK(ward_blocklist_lists_whole_words(lists, 0) == 0);
    ward_blocklist_lists_free(lists);
}

static void items_are_added_found_matched_and_removed(void) {
    ward_blocklist_draft drafts[2];
    ward_blocklist_items *added = NULL, *told = NULL;
    ward_blocklist_hits* hits = NULL;
    ward_span span;
    const ward_string names = string("pets");
    ward_string id;
    memset(drafts, 0, sizeof drafts);
    drafts[0].text = string("otter");
    drafts[0].description = string("wet");
    drafts[1].text = string("st+oat");
    drafts[1].is_regex = 1;
    CHECK_OK(ward_blocklist_add_items(store, STR("pets"), drafts, 2, &added, &error));
    CHECK(ward_blocklist_items_count(added) == 2);
    CHECK(strlen(ward_blocklist_items_id(added, 0)) == 36);
    CHECK(strcmp(ward_blocklist_items_text(added, 0), "otter") == 0);
    CHECK(strcmp(ward_blocklist_items_description(added, 0), "wet") == 0);
    CHECK(ward_blocklist_items_description(added, 1) == NULL);
    CHECK(ward_blocklist_items_is_regex(added, 1) == 1);
    CHECK(strcmp(ward_blocklist_items_id(added, 2), "") == 0);

    CHECK_OK(ward_blocklist_list_items(store, STR("pets"), 1, 100, &told, &error));
    CHECK(ward_blocklist_items_count(told) == 1);
    CHECK(strcmp(ward_blocklist_items_text(told, 0), "otter") == 0);
    ward_blocklist_items_free(told);
    CHECK_OK(
        ward_blocklist_find_item(store, STR("pets"), STR(ward_blocklist_items_id(added, 1)), &told, &error));
    CHECK(strcmp(ward_blocklist_items_text(told, 0), "st+oat") == 0);
    ward_blocklist_items_free(told);

    CHECK_OK(ward_blocklist_match(store, &names, 1, STR("an otter, an OTTER, a sttoat"), WARD_BLOCKLIST_ALL,
                                  &hits, &error));
    CHECK(ward_blocklist_hits_count(hits) == 3);
    CHECK(strcmp(ward_blocklist_hits_list(hits, 1), "pets") == 0);
    CHECK(strcmp(ward_blocklist_hits_item_text(hits, 1), "otter") == 0);
    CHECK(strcmp(ward_blocklist_hits_item_id(hits, 2), ward_blocklist_items_id(added, 1)) == 0);
    CHECK(ward_blocklist_hits_span(hits, 1, &span) == 1 && span.begin_bytes == 13 && span.end_cp == 18);
    CHECK(ward_blocklist_hits_span(hits, 3, &span) == 0 && span.end_bytes == 0);
    ward_blocklist_hits_free(hits);

    id = string(ward_blocklist_items_id(added, 0));
    CHECK_OK(ward_blocklist_remove_items(store, STR("pets"), &id, 1, &error));
    CHECK_OK(ward_blocklist_match(store, &names, 1, STR("an otter"), WARD_BLOCKLIST_FIRST, &hits, &error));
    CHECK(ward_blocklist_hits_count(hits) == 0);
    ward_blocklist_hits_free(hits);
    ward_blocklist_items_free(added);
}

static void texts_are_matched(void) {
    ward_analyzer_options options = WARD_ANALYZER_OPTIONS_INIT;
    ward_text_options text = WARD_TEXT_OPTIONS_INIT;
    ward_analyzer* with_lists = NULL;
    ward_text_result* result = NULL;
    const ward_string names = string("pets");
    options.blocklists = store;
    CHECK_OK(ward_analyzer_create(registry, &options, &with_lists, &error));
    text.blocklists = &names;
    text.blocklist_count = 1;
    CHECK_OK(ward_text_analyze(with_lists, STR("a stoat"), &text, &result, &error));
    CHECK(ward_blocklist_hits_count(ward_text_result_hits(result)) == 1);
    CHECK(ward_text_result_count(result) == 4);
    ward_text_result_free(result);
    text.halt_on_blocklist_hit = 1;
    CHECK_OK(ward_text_analyze(with_lists, STR("a stoat"), &text, &result, &error));
    CHECK(ward_text_result_count(result) == 0);
    ward_text_result_free(result);
    CHECK_REFUSED(WARD_E_BLOCKLIST_NOT_FOUND, "blocklistNames[0]", result,
                  ward_text_analyze(analyzer, STR("a stoat"), &text, &result, &error));
    text.halt_on_blocklist_hit = 2;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "options.halt_on_blocklist_hit", result,
                  ward_text_analyze(with_lists, STR("a stoat"), &text, &result, &error));
    ward_analyzer_free(with_lists);
}

static void ask(const char* method, const char* name, const char* action, const char* body, int32_t status,
                const char* part) {
    ward_json_blocklist_request request = WARD_JSON_BLOCKLIST_REQUEST_INIT;
    ward_json_response* response = NULL;
    request.method = string(method);
    if (name != NULL) request.name = string(name);
    request.action = string(action);
    request.body = string(body);
    request.api_version = string(WARD_JSON_API_VERSION);
    request.base_url = string("https://host/contentsafety");
    CHECK_OK(ward_json_blocklist(store, &request, &response, &error));
    CHECK(ward_json_response_status(response) == status);
    CHECK(strstr(ward_json_response_body(response), part) != NULL);
    if (status == 201)
        CHECK(strstr(ward_json_response_location(response), "https://host/contentsafety/text/") != NULL);
    ward_json_response_free(response);
}

static void the_wire_has_eight_operations(void) {
    ward_json_blocklist_request request = WARD_JSON_BLOCKLIST_REQUEST_INIT;
    ward_json_response* response = NULL;
    ask("PATCH", "wire", "", "{\"description\":\"d\"}", 201,
        "{\"blocklistName\":\"wire\",\"description\":\"d\"}");
    ask("GET", NULL, "", "", 200, "{\"value\":[{\"blocklistName\":\"wire\",");
    ask("GET", "wire", "", "", 200, "\"wire\"");
    ask("GET", "", "", "", 400, "InvalidResourceName");
    ask("POST", "wire", ":addOrUpdateBlocklistItems", "{\"blocklistItems\":[{\"text\":\"a\"}]}", 200,
        "\"text\":\"a\"");
    ask("GET", "wire", "blocklistItems", "", 200, "{\"value\":[{\"blocklistItemId\":");
    ask("POST", "wire", ":removeBlocklistItems", "{\"blocklistItemIds\":[\"a\"]}", 204, "");
    ask("DELETE", "wire", "", "", 204, "");
    ask("DELETE", "wire", "", "", 404, "ResourceNotFound");
    request.method = string("PUT");
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "request", response,
                  ward_json_blocklist(store, &request, &response, &error));
}

static void bad_arguments_are_refused(void) {
    ward_blocklist_store* none = NULL;
    ward_blocklist_items* items = NULL;
    ward_blocklist_lists* lists = NULL;
    ward_blocklist_hits* hits = NULL;
    ward_json_response* response = NULL;
    ward_blocklist_change change = WARD_BLOCKLIST_CHANGE_INIT;
    const ward_string name = string("pets");
    int32_t created = 1;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "library", none,
                  ward_blocklist_store_open(NULL, STR(""), NULL, &none, &error));
    CHECK_REFUSED(WARD_E_IO_FAILED, "location", none,
                  ward_blocklist_store_open(library, STR("/no/such/folder/x"), NULL, &none, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "store", lists, ward_blocklist_get(NULL, NULL, 0, &lists, &error));
    CHECK_REFUSED(WARD_E_INVALID_NAME, "name", lists, ward_blocklist_get(store, STR("a b"), &lists, &error));
    CHECK_REFUSED(WARD_E_BLOCKLIST_NOT_FOUND, "name", lists,
                  ward_blocklist_get(store, STR("x"), &lists, &error));
    change.loose = 3;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "change.loose", created,
                  ward_blocklist_create_or_update(store, STR("pets"), &change, &created, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "items", items,
                  ward_blocklist_add_items(store, STR("pets"), NULL, 1, &items, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "items", items,
                  ward_blocklist_add_items(store, STR("pets"), NULL, 0, &items, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "count", items,
                  ward_blocklist_list_items(store, STR("pets"), 0, 101, &items, &error));
    CHECK_REFUSED(WARD_E_ITEM_NOT_FOUND, "id", items,
                  ward_blocklist_find_item(store, STR("pets"), STR("x"), &items, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "report", hits,
                  ward_blocklist_match(store, &name, 1, STR("x"), 2, &hits, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "names", hits,
                  ward_blocklist_match(store, NULL, 1, STR("x"), 0, &hits, &error));
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "request", response,
                  ward_json_blocklist(store, NULL, &response, &error));
    CHECK(ward_blocklist_lists_count(NULL) == 0 && ward_blocklist_items_count(NULL) == 0);
    CHECK(ward_blocklist_hits_count(NULL) == 0 && ward_text_result_hits(NULL) == NULL);
    ward_blocklist_store_free(NULL);
    ward_blocklist_lists_free(NULL);
    ward_blocklist_items_free(NULL);
    ward_blocklist_hits_free(NULL);
}

void test_blocklist(void) {
    CHECK_OK(ward_blocklist_store_open(library, STR(""), NULL, &store, &error));
    lists_are_made_changed_and_told();
    items_are_added_found_matched_and_removed();
    texts_are_matched();
    the_wire_has_eight_operations();
    bad_arguments_are_refused();
    CHECK_OK(ward_blocklist_delete(store, STR("pets"), &error));
    ward_blocklist_store_free(store);
}
