/* What the C tests share: a check that goes on after a failure, and the objects most of them need. */
#ifndef WARD_TESTS_CAPI_CHECK_H
#define WARD_TESTS_CAPI_CHECK_H

#include <stdio.h>
#include <string.h>

#include <ward.h>

#ifdef __cplusplus
extern "C" {
#endif

extern int failures;

#define CHECK(condition)                                                    \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            ++failures;                                                     \
        }                                                                   \
    } while (0)

/* The call is refused, its output is zeroed, and the error says what was wrong. */
#define CHECK_REFUSED(expected, about, output, call)                                     \
    do {                                                                                 \
        ward_error* error = (ward_error*)&failures; /* overwritten without being read */ \
        const ward_status returned = (call);                                             \
        CHECK(returned == (expected));                                                   \
        CHECK((output) == 0);                                                            \
        CHECK(ward_error_status(error) == returned);                                     \
        CHECK(strcmp(ward_error_target(error), (about)) == 0);                           \
        CHECK(ward_error_message(error)[0] != '\0');                                     \
        ward_error_free(error);                                                          \
    } while (0)

#define CHECK_OK(call)                                                             \
    do {                                                                           \
        ward_error* error = NULL;                                                  \
        const ward_status returned = (call);                                       \
        CHECK(returned == WARD_OK);                                                \
        CHECK(error == NULL);                                                      \
        if (error != NULL) fprintf(stderr, "    %s\n", ward_error_message(error)); \
        ward_error_free(error);                                                    \
    } while (0)

/* NUL-terminated text as the two arguments that the API takes. */
#define STR(text) (text), strlen(text)

extern const char* packs;
extern ward_library* library;
extern ward_registry* registry;
extern ward_analyzer* analyzer;

void test_arguments(void);
void test_accessors(void);
void test_options(void);
void test_lifecycle(void);
void test_models(void);
void test_text(void);
void test_image(void);
void test_image_json(void);
void test_json(void);
void test_anomaly(void);
void test_memory(void);
void test_blocklist(void);

#ifdef __cplusplus
}
#endif

#endif
