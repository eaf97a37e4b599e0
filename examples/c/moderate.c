/* Shows: the C API: open a folder of packs, judge a text, read severities, evidence and the attack verdict.
 *
 *     build/release/bin/example_c build/release/packs "I will kill you"
 */
#include <stdio.h>
#include <string.h>

#include <ward.h>

static void print(const ward_text_result* result, const char* text) {
    for (size_t i = 0; i < ward_text_result_count(result); ++i) {
        ward_span span;
        printf("%s=%d", ward_category_name(ward_text_result_category(result, i)),
               (int)ward_text_result_severity(result, i));
        if (ward_text_result_evidence(result, i, &span))
            printf(" (\"%.*s\")", (int)(span.end_bytes - span.begin_bytes), text + span.begin_bytes);
        printf("\n");
    }
    printf("attack=%s\n", ward_text_result_attack(result) == 1 ? "yes" : "no");
}

int main(int argc, char** argv) {
    const char* packs = argc > 1 ? argv[1] : "build/release/packs";
    const char* text = argc > 2 ? argv[2] : "I will kill you";
    ward_text_options options = WARD_TEXT_OPTIONS_INIT;
    ward_library* library = NULL;
    ward_registry* registry = NULL;
    ward_analyzer* analyzer = NULL;
    ward_text_result* result = NULL;
    ward_error* error = NULL;

    options.detect_attack = 1;
    int ok = ward_library_open(&library, &error) == WARD_OK &&
             ward_registry_open(library, packs, strlen(packs), NULL, &registry, &error) == WARD_OK &&
             ward_analyzer_create(registry, NULL, &analyzer, &error) == WARD_OK &&
             ward_text_analyze(analyzer, text, strlen(text), &options, &result, &error) == WARD_OK;
    if (ok) print(result, text);
    else fprintf(stderr, "%s: %s\n", ward_error_target(error), ward_error_message(error));

    ward_text_result_free(result); /* takes NULL, as all of them do: one way out for success and failure */
    ward_analyzer_free(analyzer);
    ward_registry_free(registry);
    ward_library_free(library);
    ward_error_free(error);
    return ok ? 0 : 1;
}
