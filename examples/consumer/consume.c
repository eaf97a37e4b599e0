/* Shows: the C API of an installed Ward. */

#include <stdio.h>
#include <string.h>

#include <ward.h>

int main(void) {
    ward_library* library = NULL;
    ward_registry* registry = NULL;
    ward_analyzer* analyzer = NULL;
    ward_text_result* result = NULL;
    ward_error* error = NULL;
    const char* text = "I will kill you";
    int failed = 0;

    if (ward_library_open(&library, &error) == WARD_OK &&
        ward_registry_open(library, PACKS, strlen(PACKS), NULL, &registry, &error) == WARD_OK &&
        ward_analyzer_create(registry, NULL, &analyzer, &error) == WARD_OK &&
        ward_text_analyze(analyzer, text, strlen(text), NULL, &result, &error) == WARD_OK) {
        for (size_t i = 0; i < ward_text_result_count(result); ++i)
            printf("%s %d\n", ward_category_name(ward_text_result_category(result, i)),
                   (int)ward_text_result_severity(result, i));
    } else {
        fprintf(stderr, "%s\n", ward_error_message(error));
        failed = 1;
    }
    ward_text_result_free(result);
    ward_analyzer_free(analyzer);
    ward_registry_free(registry);
    ward_library_free(library);
    ward_error_free(error);
    return failed;
}
