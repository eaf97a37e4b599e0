/// @file
/// Ward for C and for every language that can call C: content safety in your own process.
///
/// @code
///     ward_library* library = NULL;
///     ward_registry* registry = NULL;
///     ward_analyzer* analyzer = NULL;
///     ward_text_result* result = NULL;
///     ward_error* error = NULL;
///     if (ward_library_open(&library, &error) == WARD_OK &&
///         ward_registry_open(library, "packs", 5, NULL, &registry, &error) == WARD_OK &&
///         ward_analyzer_create(registry, NULL, &analyzer, &error) == WARD_OK &&
///         ward_text_analyze(analyzer, "I will kill you", 15, NULL, &result, &error) == WARD_OK) {
///         for (size_t i = 0; i < ward_text_result_count(result); ++i)
///             printf("%s %d\n", ward_category_name(ward_text_result_category(result, i)),
///                    (int)ward_text_result_severity(result, i));
///     } else {
///         printf("%s\n", ward_error_message(error));
///     }
///     ward_text_result_free(result);
///     ward_analyzer_free(analyzer);
///     ward_registry_free(registry);
///     ward_library_free(library);
///     ward_error_free(error);
/// @endcode
///
/// Conventions, which hold for every function:
///
///  1. A call that can fail returns a ward_status: WARD_OK (0) or the number of a failure. Beside the failures
///     that its @errors line lists, each may give WARD_E_INVALID_ARGUMENT, WARD_E_OUT_OF_MEMORY or
///     WARD_E_INTERNAL. Nothing is thrown, printed or exited.
///  2. Its last parameter, `ward_error** error`, may be NULL. Otherwise it receives the detail of a failure, which
///     you free, or NULL. It is overwritten without being read, so it need not be initialised.
///  3. Outputs stand before it and are zeroed first, so that after a failure there is nothing to clean up.
///  4. What an `_open`, `_create` or other call puts into an output is yours: give it to the `_free` of its type,
///     once, and never to free(). `_free` takes NULL, and cannot fail.
///  5. Accessors return plain values. Strings and handles that they return are borrowed: they live as long as the
///     object that was asked. Given NULL or an index out of range, accessors return the value that their comment
///     names, which is 0, -1, "" or NULL.
///  6. Strings that you pass are UTF-8 with their size in bytes, and need no terminator; NULL with size 0 is the
///     empty string. NUL is a character. Strings that you get are also NUL-terminated.
///  7. Options are structs that begin with their own size: start from WARD_..._OPTIONS_INIT. Zero means the default
///     in every field, and a NULL pointer to options means all defaults. A program that was built for an older or a
///     newer header may pass its shorter or longer struct; a longer one only with zeros in what is not known here.
///  8. Enumerations travel as int32_t. Unknown numbers are refused in inputs; expect unknown ones in outputs, for
///     later versions may add some.
///  9. Every handle says under "Threads" what may happen at the same time. Freeing is always the last use. Create
///     analyzers after a fork, not before.
/// 10. The limits of ward_limit_get() are always on. User content is in no message.
#ifndef WARD_H
#define WARD_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define WARD_API __attribute__((visibility("default")))
#define WARD_MUST_CHECK __attribute__((warn_unused_result))
#else
#define WARD_API
#define WARD_MUST_CHECK
#endif

#if defined(__cplusplus) && __cplusplus >= 201103L
#define WARD_NOEXCEPT noexcept
#else
#define WARD_NOEXCEPT
#endif

#ifdef __cplusplus
extern "C" {
#endif

// ---------------------------------------------------------------------------------------------------------------
// Version

#define WARD_VERSION_MAJOR 0
#define WARD_VERSION_MINOR 1
#define WARD_VERSION_PATCH 0
#define WARD_VERSION_STRING "0.1.0"

/// What this header declares, as major * 10000 + minor * 100.
#define WARD_API_VERSION 100

/// The version of the library that runs, "major.minor.patch".
/// @since 0.1 stable
WARD_API const char* ward_version(void) WARD_NOEXCEPT;

// ---------------------------------------------------------------------------------------------------------------
// Statuses and errors

/// 0, or one of WARD_E_...: families of 100, numbers are never reused. ward/error.hpp explains each at more length.
typedef int32_t ward_status;

enum {
    WARD_OK = 0,

    // 1xx: the caller passed something that no call accepts
    WARD_E_INVALID_ARGUMENT = 100,  ///< NULL where an object must be, or a value out of its documented range
    WARD_E_INVALID_UTF8 = 101,
    WARD_E_UNKNOWN_CATEGORY = 102,
    WARD_E_VERSION_MISMATCH = 103,  ///< the caller was built for a newer Ward than the one that runs
    WARD_E_INVALID_NAME = 104,      ///< a name or an id that no blocklist or item can have

    // 2xx: a limit was passed
    WARD_E_TEXT_TOO_LONG = 200,
    WARD_E_TOO_DEEP = 201,
    WARD_E_BODY_TOO_LARGE = 202,
    WARD_E_OVERLOADED = 203,         ///< the queue is full; try again later
    WARD_E_DEADLINE_EXCEEDED = 204,  ///< the timeout passed before the model started
    WARD_E_CANCELLED = 205,          ///< the analyzer and its registry were freed first
    WARD_E_IMAGE_TOO_SMALL = 206,
    WARD_E_IMAGE_TOO_LARGE = 207,       ///< in pixels
    WARD_E_IMAGE_FILE_TOO_LARGE = 208,  ///< in encoded bytes
    WARD_E_BLOCKLIST_FULL = 209,        ///< the store has as many lists or items as it may

    // 3xx: a document could not be read
    WARD_E_INVALID_JSON = 300,
    WARD_E_INVALID_FIELD = 301,
    WARD_E_IMAGE_UNREADABLE = 302,  ///< not a JPEG, PNG, GIF, BMP, TIFF or WebP picture, or damaged

    // 4xx: something that was named does not exist
    WARD_E_FOLDER_NOT_FOUND = 400,
    WARD_E_MODEL_NOT_FOUND = 401,
    WARD_E_VERSION_NOT_FOUND = 402,  ///< the model exists, but not in that version
    WARD_E_BLOCKLIST_NOT_FOUND = 403,
    WARD_E_ITEM_NOT_FOUND = 404,

    // 5xx: a model pack or a model is at fault
    WARD_E_PACK_UNREADABLE = 500,  ///< not a TorchScript archive, or cut short
    WARD_E_PACK_FOREIGN = 501,     ///< a TorchScript archive, but without a Ward manifest
    WARD_E_PACK_VERSION = 502,     ///< a manifest of a schema version that this library does not know
    WARD_E_PACK_INVALID = 503,     ///< the manifest contradicts itself or the model
    WARD_E_PACK_DIGEST = 504,      ///< the file's SHA-256 is not the one the host requires
    WARD_E_MODEL_FAILED = 505,     ///< the model raised an error while it ran

    // 6xx: the machine
    WARD_E_DEVICE_UNAVAILABLE = 600,
    WARD_E_OUT_OF_MEMORY = 601,
    WARD_E_IO_FAILED = 602,
    WARD_E_STORE_UNAVAILABLE = 603,  ///< the database server does not answer, or refuses
    WARD_E_STORE_INVALID = 604,      ///< no blocklist store, or a damaged one
    WARD_E_STORE_VERSION = 605,      ///< a blocklist store that a newer Ward made

    WARD_E_INTERNAL = 900  ///< a defect in Ward; please report it
};

/// A status as it is spelled in logs: "text_too_long". An unknown one is "".
/// @since 0.1 stable
WARD_API const char* ward_status_name(ward_status status) WARD_NOEXCEPT;

/// The detail of a failure.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_error ward_error;

/// The number that the call returned. NULL: WARD_OK.
/// @since 0.1 stable
WARD_API ward_status ward_error_status(const ward_error* error) WARD_NOEXCEPT;

/// One sentence that says what to do next. Borrowed from the error. NULL: "".
/// @since 0.1 stable
WARD_API const char* ward_error_message(const ward_error* error) WARD_NOEXCEPT;

/// The argument, field ("categories[1]") or pack file that it is about; may be empty. Borrowed from the error.
/// NULL: "".
/// @since 0.1 stable
WARD_API const char* ward_error_target(const ward_error* error) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_error_free(ward_error* error) WARD_NOEXCEPT;

// ---------------------------------------------------------------------------------------------------------------
// The library

/// What a program opens first and frees last.
/// Threads: thread-safe.
typedef struct ward_library ward_library;

/// Checks that this library can serve the header that the program was compiled with. Call it by the name
/// ward_library_open(&library, &error), a macro that passes the header's own version; from other languages pass
/// the WARD_API_VERSION that the binding was written for.
/// @errors WARD_E_VERSION_MISMATCH
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_library_open_version(uint32_t api_version, ward_library** library,
                                                               ward_error** error) WARD_NOEXCEPT;
#define ward_library_open(library, error) ward_library_open_version(WARD_API_VERSION, (library), (error))

/// @since 0.1 stable
WARD_API void ward_library_free(ward_library* library) WARD_NOEXCEPT;

enum {
    WARD_LIMIT_TEXT_CODE_POINTS = 1,   ///< Unicode code points in one text
    WARD_LIMIT_BODY_BYTES = 2,         ///< bytes of one JSON request with a text
    WARD_LIMIT_JSON_DEPTH = 3,         ///< nesting of a JSON request, the outermost object being 1
    WARD_LIMIT_BLOCKLIST_NAMES = 4,    ///< names in a request's blocklistNames
    WARD_LIMIT_BATCH_TEXTS = 5,        ///< texts of one batch
    WARD_LIMIT_QUEUE_TOKENS = 6,       ///< default of ward_registry_options.queue_tokens
    WARD_LIMIT_IMAGE_BYTES = 7,        ///< bytes of one encoded picture
    WARD_LIMIT_IMAGE_MIN_SIDE = 8,     ///< pixels that either side of a picture must have
    WARD_LIMIT_IMAGE_MAX_SIDE = 9,     ///< pixels that either side of a picture may have
    WARD_LIMIT_IMAGE_BODY_BYTES = 10,  ///< bytes of one JSON request with a picture
    WARD_LIMIT_BATCH_IMAGES = 11       ///< pictures of one batch
};

/// @param limit one of WARD_LIMIT_...
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_limit_get(int32_t limit, uint64_t* value,
                                                    ward_error** error) WARD_NOEXCEPT;

// ---------------------------------------------------------------------------------------------------------------
// Models

enum { WARD_PRECISION_AUTO = 0, WARD_PRECISION_FP32 = 1, WARD_PRECISION_BF16 = 2, WARD_PRECISION_FP16 = 3 };

typedef struct ward_registry_options {
    size_t struct_size;     ///< sizeof(ward_registry_options)
    const char* device;     ///< "auto" (default), "cpu", "cuda" or "cuda:N"
    size_t device_size;     ///< bytes
    int32_t precision;      ///< WARD_PRECISION_...; auto takes the fastest that the packs were checked for
    uint32_t workers;       ///< CPU workers, each of one thread; default: one per core the process may run on
    uint64_t queue_tokens;  ///< tokens that may wait for a worker; default: WARD_LIMIT_QUEUE_TOKENS
} ward_registry_options;

#define WARD_REGISTRY_OPTIONS_INIT \
    { sizeof(ward_registry_options), NULL, 0, WARD_PRECISION_AUTO, 0, 0 }

/// The models of one folder, on one device: found by name, loaded when first needed.
/// Threads: thread-safe.
typedef struct ward_registry ward_registry;

/// Models as they stood when the list was made. Indexes run from 0 to ward_model_list_count() - 1.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_model_list ward_model_list;

/// Borrowed errors in a row.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_error_list ward_error_list;

/// Reads the manifests of a folder of packs; loads no model. A file that is no healthy pack does not fail the call:
/// ward_registry_problems() tells of it.
/// @param folder  path of the folder
/// @errors WARD_E_FOLDER_NOT_FOUND, WARD_E_DEVICE_UNAVAILABLE
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_registry_open(const ward_library* library, const char* folder,
                                                        size_t folder_size,
                                                        const ward_registry_options* options,
                                                        ward_registry** registry,
                                                        ward_error** error) WARD_NOEXCEPT;

/// The models stay until the last analyzer made from the registry is freed, too.
/// @since 0.1 stable
WARD_API void ward_registry_free(ward_registry* registry) WARD_NOEXCEPT;

/// The device that models of this registry run on: "cpu" or "cuda:N". Borrowed from the registry. NULL: "".
/// @since 0.1 stable
WARD_API const char* ward_registry_device(const ward_registry* registry) WARD_NOEXCEPT;

/// The healthy packs, by name, then by version, oldest first.
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_registry_list(const ward_registry* registry,
                                                        ward_model_list** models,
                                                        ward_error** error) WARD_NOEXCEPT;

/// One error for each pack file that is not healthy; its target is the file's name.
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_registry_problems(const ward_registry* registry,
                                                            ward_error_list** problems,
                                                            ward_error** error) WARD_NOEXCEPT;

/// Finds one model by name or alias; the list holds that one.
/// @param version  as a list spells it, or "latest"; NULL is "latest"
/// @errors WARD_E_MODEL_NOT_FOUND, WARD_E_VERSION_NOT_FOUND; WARD_E_PACK_... when the file of that name is at fault
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_registry_find(const ward_registry* registry, const char* name,
                                                        size_t name_size, const char* version,
                                                        size_t version_size, ward_model_list** model,
                                                        ward_error** error) WARD_NOEXCEPT;

/// Loads a model and those it reads, so that the first request does not wait.
/// @errors those of ward_registry_find(); WARD_E_PACK_UNREADABLE, WARD_E_PACK_INVALID
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_registry_preload(const ward_registry* registry, const char* name,
                                                           size_t name_size, const char* version,
                                                           size_t version_size,
                                                           ward_error** error) WARD_NOEXCEPT;

/// Gives a model's memory back once the requests that use it are answered. It loads again when next needed.
/// @errors those of ward_registry_find()
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_registry_unload(const ward_registry* registry, const char* name,
                                                          size_t name_size, const char* version,
                                                          size_t version_size,
                                                          ward_error** error) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_model_list_count(const ward_model_list* models) WARD_NOEXCEPT;

/// Borrowed from the list. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_model_list_name(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// "major.minor.patch". Borrowed from the list. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_model_list_version(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// One sentence about what it does. Borrowed from the list. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_model_list_summary(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// Borrowed from the list. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_model_list_licence(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// Its file in the folder. Borrowed from the list. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_model_list_file(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// Size of that file. Out of range: 0.
/// @since 0.1 stable
WARD_API uint64_t ward_model_list_file_bytes(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// The k-th further name that ward_registry_find() knows it by. Borrowed from the list. Out of range: NULL.
/// @since 0.1 stable
WARD_API const char* ward_model_list_alias(const ward_model_list* models, size_t index,
                                           size_t k) WARD_NOEXCEPT;

/// The k-th model whose output it reads; none for a trunk. Borrowed from the list. Out of range: NULL.
/// @since 0.1 stable
WARD_API const char* ward_model_list_trunk(const ward_model_list* models, size_t index,
                                           size_t k) WARD_NOEXCEPT;

/// The key of its k-th output. Borrowed from the list. Out of range: NULL.
/// @since 0.1 stable
WARD_API const char* ward_model_list_output(const ward_model_list* models, size_t index,
                                            size_t k) WARD_NOEXCEPT;

/// 1 if it is in memory, 0 if it is not. Out of range: 0.
/// @since 0.1 stable
WARD_API int32_t ward_model_list_loaded(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// "cpu" or "cuda:N" while it is loaded, else "". Borrowed from the list. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_model_list_device(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// WARD_PRECISION_... that it runs in while it is loaded. Out of range: -1.
/// @since 0.1 stable
WARD_API int32_t ward_model_list_precision(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// Bytes of its tensors while it is loaded. Out of range: 0.
/// @since 0.1 stable
WARD_API uint64_t ward_model_list_memory_bytes(const ward_model_list* models, size_t index) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_model_list_free(ward_model_list* models) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_error_list_count(const ward_error_list* errors) WARD_NOEXCEPT;

/// Borrowed from the list: never free it. Out of range: NULL.
/// @since 0.1 stable
WARD_API const ward_error* ward_error_list_get(const ward_error_list* errors, size_t index) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_error_list_free(ward_error_list* errors) WARD_NOEXCEPT;

// ---------------------------------------------------------------------------------------------------------------
// Analyzing text

enum {
    WARD_CATEGORY_HATE = 0,
    WARD_CATEGORY_SELF_HARM = 1,
    WARD_CATEGORY_SEXUAL = 2,
    WARD_CATEGORY_VIOLENCE = 3
};

/// "Hate", "SelfHarm", "Sexual", "Violence"; an unknown one is "".
/// @since 0.1 stable
WARD_API const char* ward_category_name(int32_t category) WARD_NOEXCEPT;

/// Severities 0, 2, 4, 6 (four) or 0 to 7 (eight).
enum { WARD_SCALE_FOUR = 0, WARD_SCALE_EIGHT = 1 };

/// UTF-8 and its size in bytes.
typedef struct ward_string {
    const char* data;
    size_t size;
} ward_string;

typedef struct ward_analyzer_options {
    size_t struct_size;            ///< sizeof(ward_analyzer_options)
    const char* severity_model;    ///< default "text-severity"
    size_t severity_model_size;    ///< bytes
    const char* severity_version;  ///< default "latest"
    size_t severity_version_size;
    const char* attack_model;  ///< default "prompt-attack"
    size_t attack_model_size;
    const char* attack_version;  ///< default "latest"
    size_t attack_version_size;
    const struct ward_blocklist_store* blocklists;  ///< the lists that requests may name; default: none
} ward_analyzer_options;

#define WARD_ANALYZER_OPTIONS_INIT \
    { sizeof(ward_analyzer_options), NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL }

typedef struct ward_text_options {
    size_t struct_size;         ///< sizeof(ward_text_options)
    const int32_t* categories;  ///< WARD_CATEGORY_..., in the order of the answer; default: all four
    size_t category_count;      ///< at most 4
    int32_t scale;              ///< WARD_SCALE_...
    int32_t detect_attack;  ///< 1: also say whether the text attacks an assistant's instructions; 0: don't
    uint32_t
        timeout_ms;     ///< milliseconds from the call after which the model is not started any more; 0: none
    uint32_t reserved;  ///< 0
    const ward_string* blocklists;   ///< names of lists to look for in the text; default: none
    size_t blocklist_count;          ///< at most WARD_LIMIT_BLOCKLIST_NAMES
    uint64_t halt_on_blocklist_hit;  ///< 1: a hit is the whole answer, without categories; 0: it is not
} ward_text_options;

#define WARD_TEXT_OPTIONS_INIT \
    { sizeof(ward_text_options), NULL, 0, WARD_SCALE_FOUR, 0, 0, 0, NULL, 0, 0 }

/// A stretch of a text, end exclusive: in bytes of its UTF-8, and in code points (cp).
typedef struct ward_span {
    uint64_t begin_bytes;
    uint64_t end_bytes;
    uint64_t begin_cp;
    uint64_t end_cp;
} ward_span;

/// Judges texts. Concurrent calls are batched together, and a lone call never waits for company.
/// Threads: thread-safe.
typedef struct ward_analyzer ward_analyzer;

/// The judgement on one text. Indexes run from 0 to ward_text_result_count() - 1.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_text_result ward_text_result;

/// The judgements on the texts of one call. Indexes are those of the texts.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_text_batch ward_text_batch;

/// Finds the models and loads them.
/// @errors those of ward_registry_preload()
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_analyzer_create(const ward_registry* registry,
                                                          const ward_analyzer_options* options,
                                                          ward_analyzer** analyzer,
                                                          ward_error** error) WARD_NOEXCEPT;

/// Do not free an analyzer or a registry from a callback of ward_text_analyze_async().
/// @since 0.1 stable
WARD_API void ward_analyzer_free(ward_analyzer* analyzer) WARD_NOEXCEPT;

/// Judges one text and waits for the answer.
/// @param text  0 to 10,000 code points
/// @errors WARD_E_INVALID_UTF8, WARD_E_TEXT_TOO_LONG, WARD_E_UNKNOWN_CATEGORY, WARD_E_OVERLOADED,
///   WARD_E_DEADLINE_EXCEEDED, WARD_E_MODEL_FAILED; those of ward_blocklist_match()
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_text_analyze(const ward_analyzer* analyzer, const char* text,
                                                       size_t text_size, const ward_text_options* options,
                                                       ward_text_result** result,
                                                       ward_error** error) WARD_NOEXCEPT;

/// How many categories were judged. NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_text_result_count(const ward_text_result* result) WARD_NOEXCEPT;

/// WARD_CATEGORY_... Out of range: -1.
/// @since 0.1 stable
WARD_API int32_t ward_text_result_category(const ward_text_result* result, size_t index) WARD_NOEXCEPT;

/// On the scale that was asked for. Out of range: -1.
/// @since 0.1 stable
WARD_API int32_t ward_text_result_severity(const ward_text_result* result, size_t index) WARD_NOEXCEPT;

/// The probability, 0 to 1, that the severity on the scale 0 to 7 is `severity` or more, in the stretch of the text
/// that was judged worst. Never rises with `severity`, which is 1 to 7. Out of range: -1.
/// @since 0.1 stable
WARD_API float ward_text_result_at_least(const ward_text_result* result, size_t index,
                                         int32_t severity) WARD_NOEXCEPT;

/// Where that stretch is. A text of up to about 90 words is one stretch.
/// @return 1 and the span, or 0 and a zeroed span while the severity is 0. `span` may be NULL. Out of range: 0.
/// @since 0.1 stable
WARD_API int32_t ward_text_result_evidence(const ward_text_result* result, size_t index,
                                           ward_span* span) WARD_NOEXCEPT;

/// 1 if the text is a prompt attack, 0 if it is not. Not asked for, or NULL: -1.
/// @since 0.1 stable
WARD_API int32_t ward_text_result_attack(const ward_text_result* result) WARD_NOEXCEPT;

/// The attack's probability, 0 to 1, in the worst stretch. Not asked for, or NULL: -1.
/// @since 0.1 stable
WARD_API float ward_text_result_attack_score(const ward_text_result* result) WARD_NOEXCEPT;

/// Where that stretch is.
/// @return 1 and the span, or 0 and a zeroed span when there is no attack. `span` may be NULL.
/// @since 0.1 stable
WARD_API int32_t ward_text_result_attack_evidence(const ward_text_result* result,
                                                  ward_span* span) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_text_result_free(ward_text_result* result) WARD_NOEXCEPT;

/// Judges many texts at once, which is faster than one after the other. One text's failure is no other's: the call
/// succeeds, and ward_text_batch_status() tells of each.
/// @param texts  `count` texts, at most WARD_LIMIT_BATCH_TEXTS
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_text_analyze_batch(const ward_analyzer* analyzer,
                                                             const ward_string* texts, size_t count,
                                                             const ward_text_options* options,
                                                             ward_text_batch** batch,
                                                             ward_error** error) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_text_batch_count(const ward_text_batch* batch) WARD_NOEXCEPT;

/// What ward_text_analyze() would have returned for that text. Out of range: WARD_E_INVALID_ARGUMENT.
/// @since 0.1 stable
WARD_API ward_status ward_text_batch_status(const ward_text_batch* batch, size_t index) WARD_NOEXCEPT;

/// Borrowed from the batch: never free it. Failed or out of range: NULL.
/// @since 0.1 stable
WARD_API const ward_text_result* ward_text_batch_result(const ward_text_batch* batch,
                                                        size_t index) WARD_NOEXCEPT;

/// Borrowed from the batch: never free it. Succeeded or out of range: NULL.
/// @since 0.1 stable
WARD_API const ward_error* ward_text_batch_error(const ward_text_batch* batch, size_t index) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_text_batch_free(ward_text_batch* batch) WARD_NOEXCEPT;

/// Receives an answer: the status, and either a result or an error, which are yours to free.
typedef void (*ward_text_callback)(ward_status status, ward_text_result* result, ward_error* error,
                                   void* user);

/// Judges one text without waiting. If this returns WARD_OK, `done` is called exactly once, from a worker thread or
/// from this call; if not, never. It must return soon, for it holds a worker up, and must not throw. When analyzer
/// and registry are freed first, it hears WARD_E_CANCELLED.
/// @param text  only read during the call
/// @param user  passed to `done`
/// @errors none of the text's: those come through `done`, as ward_text_analyze() would return them
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_text_analyze_async(const ward_analyzer* analyzer, const char* text,
                                                             size_t text_size,
                                                             const ward_text_options* options,
                                                             ward_text_callback done, void* user,
                                                             ward_error** error) WARD_NOEXCEPT;

// ---------------------------------------------------------------------------------------------------------------
// Analyzing images

/// Bytes and how many.
typedef struct ward_bytes {
    const uint8_t* data;
    size_t size;
} ward_bytes;

/// A model of the registry, as ward_registry_find() finds it.
typedef struct ward_model_name {
    ward_string name;
    ward_string version;  ///< default "latest"
} ward_model_name;

typedef struct ward_image_analyzer_options {
    size_t struct_size;                    ///< sizeof(ward_image_analyzer_options)
    const ward_model_name* visual_models;  ///< heads on image trunks; NULL: "image-harm" and "image-sexual"
    size_t visual_model_count;             ///< at most 64; 0 and not NULL: none, so that only text is judged
    ward_model_name text_detector;         ///< default "text-detector"
    ward_model_name text_recognizer;       ///< default "text-recognizer"
    const ward_analyzer_options* text;     ///< who judges the text that was read; default: all defaults
} ward_image_analyzer_options;

#define WARD_IMAGE_ANALYZER_OPTIONS_INIT \
    { sizeof(ward_image_analyzer_options), NULL, 0, {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, NULL }

typedef struct ward_image_options {
    size_t struct_size;         ///< sizeof(ward_image_options)
    const int32_t* categories;  ///< WARD_CATEGORY_..., in the order of the answer; default: all four
    size_t category_count;      ///< at most 4
    int32_t skip_text;          ///< 0: also read and judge the text in it; 1: don't, in about half the time
    uint32_t timeout_ms;        ///< milliseconds after which the picture is not started on any more; 0: none
} ward_image_options;

#define WARD_IMAGE_OPTIONS_INIT \
    { sizeof(ward_image_options), NULL, 0, 0, 0 }

/// What decided about a severity: what the picture shows, or the text in it.
enum { WARD_EVIDENCE_VISUAL = 0, WARD_EVIDENCE_TEXT = 1 };

enum {
    WARD_IMAGE_FORMAT_JPEG = 0,
    WARD_IMAGE_FORMAT_PNG = 1,
    WARD_IMAGE_FORMAT_WEBP = 2,
    WARD_IMAGE_FORMAT_GIF = 3,
    WARD_IMAGE_FORMAT_BMP = 4,
    WARD_IMAGE_FORMAT_TIFF = 5
};

/// In pixels of the upright picture: x to the right, y down, from its top left corner.
typedef struct ward_point {
    float x;
    float y;
} ward_point;

/// Corners around text: where its first letter's top is, then along the line, and back below it. Of upright text: top
/// left, top right, bottom right, bottom left.
typedef struct ward_quad {
    ward_point corners[4];
} ward_quad;

/// Judges pictures, by what they show and by the text in them. One picture is work for one worker of the registry;
/// concurrent ones run beside each other.
/// Threads: thread-safe.
typedef struct ward_image_analyzer ward_image_analyzer;

/// The judgement on one picture. Indexes run from 0 to ward_image_result_count() - 1, those of lines to
/// ward_image_result_line_count() - 1.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_image_result ward_image_result;

/// The judgements on the pictures of one call. Indexes are those of the pictures.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_image_batch ward_image_batch;

/// Finds the models, loads them and tries them.
/// @errors those of ward_registry_preload()
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_image_analyzer_create(const ward_registry* registry,
                                                                const ward_image_analyzer_options* options,
                                                                ward_image_analyzer** analyzer,
                                                                ward_error** error) WARD_NOEXCEPT;

/// Do not free an analyzer or a registry from a callback of ward_image_analyze_async().
/// @since 0.1 stable
WARD_API void ward_image_analyzer_free(ward_image_analyzer* analyzer) WARD_NOEXCEPT;

/// Judges one picture and waits for the answer.
/// @param image  JPEG, PNG, WebP, GIF (its first frame), BMP or TIFF, told apart by content, within the WARD_LIMIT_IMAGE_...
/// @errors WARD_E_IMAGE_UNREADABLE, WARD_E_IMAGE_TOO_SMALL, WARD_E_IMAGE_TOO_LARGE, WARD_E_IMAGE_FILE_TOO_LARGE,
///   WARD_E_OVERLOADED, WARD_E_DEADLINE_EXCEEDED, WARD_E_MODEL_FAILED
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_image_analyze(const ward_image_analyzer* analyzer,
                                                        const uint8_t* image, size_t image_size,
                                                        const ward_image_options* options,
                                                        ward_image_result** result,
                                                        ward_error** error) WARD_NOEXCEPT;

/// How many categories were judged. NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_image_result_count(const ward_image_result* result) WARD_NOEXCEPT;

/// WARD_CATEGORY_... Out of range: -1.
/// @since 0.1 stable
WARD_API int32_t ward_image_result_category(const ward_image_result* result, size_t index) WARD_NOEXCEPT;

/// 0, 2, 4 or 6: the worse of what is seen and what is read. Out of range: -1.
/// @since 0.1 stable
WARD_API int32_t ward_image_result_severity(const ward_image_result* result, size_t index) WARD_NOEXCEPT;

/// WARD_EVIDENCE_... Out of range: -1.
/// @since 0.1 stable
WARD_API int32_t ward_image_result_evidence(const ward_image_result* result, size_t index) WARD_NOEXCEPT;

/// The probability, 0 to 1, that the severity on the scale 0 to 7 is `severity` or more, of what decided. Never rises
/// with `severity`, which is 1 to 7. 0 where no model informs the category and no text was judged. Out of range: -1.
/// @since 0.1 stable
WARD_API float ward_image_result_at_least(const ward_image_result* result, size_t index,
                                          int32_t severity) WARD_NOEXCEPT;

/// Where the text stands that decided: one line, or the upright rectangle around several.
/// @return 1 and the place, or 0 and a zeroed one when no text decided. `region` may be NULL. Out of range: 0.
/// @since 0.1 stable
WARD_API int32_t ward_image_result_region(const ward_image_result* result, size_t index,
                                          ward_quad* region) WARD_NOEXCEPT;

/// Of the upright picture, in pixels: turned as its EXIF orientation asks. NULL: 0.
/// @since 0.1 stable
WARD_API uint32_t ward_image_result_width(const ward_image_result* result) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API uint32_t ward_image_result_height(const ward_image_result* result) WARD_NOEXCEPT;

/// WARD_IMAGE_FORMAT_... NULL: -1.
/// @since 0.1 stable
WARD_API int32_t ward_image_result_format(const ward_image_result* result) WARD_NOEXCEPT;

/// Lines of text that were read, in reading order. NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_image_result_line_count(const ward_image_result* result) WARD_NOEXCEPT;

/// Words parted by one blank. Borrowed from the result. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_image_result_line_text(const ward_image_result* result, size_t index) WARD_NOEXCEPT;

/// Bytes of that text, without the terminator. Out of range: 0.
/// @since 0.1 stable
WARD_API size_t ward_image_result_line_text_size(const ward_image_result* result, size_t index) WARD_NOEXCEPT;

/// Mean probability of its symbols, 0.5 to 1. Out of range: -1.
/// @since 0.1 stable
WARD_API float ward_image_result_line_confidence(const ward_image_result* result, size_t index) WARD_NOEXCEPT;

/// Where it stands.
/// @return 1 and the place. `quad` may be NULL. Out of range: 0 and a zeroed one.
/// @since 0.1 stable
WARD_API int32_t ward_image_result_line_quad(const ward_image_result* result, size_t index,
                                             ward_quad* quad) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_image_result_free(ward_image_result* result) WARD_NOEXCEPT;

/// Judges many pictures, as many at once as there are workers. One picture's failure is no other's: the call succeeds,
/// and ward_image_batch_status() tells of each.
/// @param images  `count` pictures, at most WARD_LIMIT_BATCH_IMAGES
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_image_analyze_batch(const ward_image_analyzer* analyzer,
                                                              const ward_bytes* images, size_t count,
                                                              const ward_image_options* options,
                                                              ward_image_batch** batch,
                                                              ward_error** error) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_image_batch_count(const ward_image_batch* batch) WARD_NOEXCEPT;

/// What ward_image_analyze() would have returned for that picture. Out of range: WARD_E_INVALID_ARGUMENT.
/// @since 0.1 stable
WARD_API ward_status ward_image_batch_status(const ward_image_batch* batch, size_t index) WARD_NOEXCEPT;

/// Borrowed from the batch: never free it. Failed or out of range: NULL.
/// @since 0.1 stable
WARD_API const ward_image_result* ward_image_batch_result(const ward_image_batch* batch,
                                                          size_t index) WARD_NOEXCEPT;

/// Borrowed from the batch: never free it. Succeeded or out of range: NULL.
/// @since 0.1 stable
WARD_API const ward_error* ward_image_batch_error(const ward_image_batch* batch, size_t index) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_image_batch_free(ward_image_batch* batch) WARD_NOEXCEPT;

/// Receives an answer: the status, and either a result or an error, which are yours to free.
typedef void (*ward_image_callback)(ward_status status, ward_image_result* result, ward_error* error,
                                    void* user);

/// Judges one picture without waiting, under the rules of ward_text_analyze_async().
/// @param image  only read during the call, which copies it
/// @param user  passed to `done`
/// @errors none of the picture's: those come through `done`, as ward_image_analyze() would return them
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_image_analyze_async(const ward_image_analyzer* analyzer,
                                                              const uint8_t* image, size_t image_size,
                                                              const ward_image_options* options,
                                                              ward_image_callback done, void* user,
                                                              ward_error** error) WARD_NOEXCEPT;

// ---------------------------------------------------------------------------------------------------------------
// Anomalies in time series

/// The step of the grid that the times of a series lie on. MICROSECOND is a thousandth of a second, a slip of the
/// contract that its clients rely on. NONE: times are not looked at.
enum {
    WARD_GRANULARITY_NONE = 0,
    WARD_GRANULARITY_YEARLY = 1,
    WARD_GRANULARITY_MONTHLY = 2,
    WARD_GRANULARITY_WEEKLY = 3,
    WARD_GRANULARITY_DAILY = 4,
    WARD_GRANULARITY_HOURLY = 5,
    WARD_GRANULARITY_MINUTELY = 6,
    WARD_GRANULARITY_SECONDLY = 7,
    WARD_GRANULARITY_MICROSECOND = 8
};

/// What stands for points that the grid has and the series lacks.
enum {
    WARD_IMPUTE_AUTO = 0,
    WARD_IMPUTE_PREVIOUS = 1,
    WARD_IMPUTE_LINEAR = 2,
    WARD_IMPUTE_FIXED = 3,  ///< ward_anomaly_options.impute_value
    WARD_IMPUTE_ZERO = 4,
    WARD_IMPUTE_NOT_FILL = 5
};

typedef struct ward_anomaly_options {
    size_t struct_size;          ///< sizeof(ward_anomaly_options)
    int32_t granularity;         ///< WARD_GRANULARITY_...
    int32_t custom_interval;     ///< steps of the granularity from point to point; default 1
    int32_t period_plus_1;       ///< points in a cycle, and 1: 1 is no cycle; default: found from the data
    int32_t sensitivity_plus_1;  ///< 0 to 99, and 1; default 99
    double max_anomaly_ratio;    ///< share of the points that may be anomalies, below 0.5; default 0.25
    double alpha;                ///< significance of the outlier test; default 0.05
    double impute_value;         ///< for WARD_IMPUTE_FIXED
    int32_t impute_mode;         ///< WARD_IMPUTE_...
    int32_t first_boundary;      ///< 1: margins as the service drew them before 2020; default 0
    uint64_t reserved;           ///< 0
} ward_anomaly_options;

#define WARD_ANOMALY_OPTIONS_INIT \
    { sizeof(ward_anomaly_options), WARD_GRANULARITY_NONE, 0, 0, 0, 0, 0, 0, WARD_IMPUTE_AUTO, 0, 0 }

typedef struct ward_series_point {
    int64_t time_us;  ///< microseconds since 1970-01-01T00:00:00Z
    double value;     ///< at most 1e100 in size
} ward_series_point;

/// The judgement on a point. Normal values lie within [expected - lower_margin, expected + upper_margin].
typedef struct ward_anomaly_point {
    double expected;
    double upper_margin;
    double lower_margin;
    double severity;    ///< 0 to 1
    int32_t direction;  ///< 1: an anomaly above what was expected, -1: one below, 0: normal
    int32_t reserved;
} ward_anomaly_point;

/// Judges series of 12 to 8,640 points.
/// Threads: thread-safe.
typedef struct ward_anomaly_detector ward_anomaly_detector;

/// The judgement on a series, or on its last point alone.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_anomaly_result ward_anomaly_result;

/// A series that grows: judges each new point against a window of those before it.
/// Threads: one thread at a time.
typedef struct ward_anomaly_stream ward_anomaly_stream;

/// A stream as bytes.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_anomaly_state ward_anomaly_state;

/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_anomaly_detector_create(const ward_anomaly_options* options,
                                                                  ward_anomaly_detector** detector,
                                                                  ward_error** error) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_anomaly_detector_free(ward_anomaly_detector* detector) WARD_NOEXCEPT;

/// Judges every point against the whole series.
/// @param points  `count` points in ascending order of time, on the grid of the granularity; gaps are allowed
/// @errors WARD_E_INVALID_FIELD
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_anomaly_entire(const ward_anomaly_detector* detector,
                                                         const ward_series_point* points, size_t count,
                                                         ward_anomaly_result** result,
                                                         ward_error** error) WARD_NOEXCEPT;

/// Judges the last point against those before it. The result has that one point.
/// @errors WARD_E_INVALID_FIELD
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_anomaly_last(const ward_anomaly_detector* detector,
                                                       const ward_series_point* points, size_t count,
                                                       ward_anomaly_result** result,
                                                       ward_error** error) WARD_NOEXCEPT;

/// How many points were judged. NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_anomaly_result_count(const ward_anomaly_result* result) WARD_NOEXCEPT;

/// Points in a cycle, 0 when there is none. NULL: -1.
/// @since 0.1 stable
WARD_API int32_t ward_anomaly_result_period(const ward_anomaly_result* result) WARD_NOEXCEPT;

/// The number of the contract's model-id header: 10 and 11 seasonal, 20 and 21 spectral residual, 40 and 41 dynamic
/// threshold. NULL: -1.
/// @since 0.1 stable
WARD_API int32_t ward_anomaly_result_model(const ward_anomaly_result* result) WARD_NOEXCEPT;

/// Points that suffice for the next judgement of a last point; 0 for a whole series. NULL: -1.
/// @since 0.1 stable
WARD_API int32_t ward_anomaly_result_suggested_window(const ward_anomaly_result* result) WARD_NOEXCEPT;

/// @return 1 for an anomaly, 0 for a normal point, and the judgement. `point` may be NULL. Out of range: -1 and zeros.
/// @since 0.1 stable
WARD_API int32_t ward_anomaly_result_point(const ward_anomaly_result* result, size_t index,
                                           ward_anomaly_point* point) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_anomaly_result_free(ward_anomaly_result* result) WARD_NOEXCEPT;

/// @param window  points to keep, 12 to 8,640
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_anomaly_stream_create(const ward_anomaly_options* options,
                                                                size_t window, ward_anomaly_stream** stream,
                                                                ward_error** error) WARD_NOEXCEPT;

/// Takes a point and judges it as ward_anomaly_last() would judge the window that ends with it. The first 11 are kept
/// but refused with the target "series".
/// @errors WARD_E_INVALID_FIELD
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_anomaly_stream_push(ward_anomaly_stream* stream,
                                                              const ward_series_point* point,
                                                              ward_anomaly_result** result,
                                                              ward_error** error) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_anomaly_stream_save(const ward_anomaly_stream* stream,
                                                              ward_anomaly_state** state,
                                                              ward_error** error) WARD_NOEXCEPT;

/// @param state  what ward_anomaly_stream_save() gave, from wherever it comes: it is checked
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_anomaly_stream_restore(const void* state, size_t state_size,
                                                                 ward_anomaly_stream** stream,
                                                                 ward_error** error) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_anomaly_stream_free(ward_anomaly_stream* stream) WARD_NOEXCEPT;

/// Borrowed from the state. NULL: NULL.
/// @since 0.1 stable
WARD_API const void* ward_anomaly_state_data(const ward_anomaly_state* state) WARD_NOEXCEPT;

/// Bytes. NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_anomaly_state_size(const ward_anomaly_state* state) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_anomaly_state_free(ward_anomaly_state* state) WARD_NOEXCEPT;

// ---------------------------------------------------------------------------------------------------------------
// The wire contract: request bytes to response bytes, for hosts that speak HTTP

/// The api-version that a caller without a preference should name.
#define WARD_JSON_API_VERSION "2024-09-01"

/// What goes back to the client.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_json_response ward_json_response;

/// POST /contentsafety/text:analyze. A request that is refused, too, has a response: this fails only when it cannot
/// make one.
/// @param body  UTF-8 JSON, up to WARD_LIMIT_BODY_BYTES
/// @param api_version  the query parameter as it came; NULL when the request had none
/// @source text:analyze 2023-10-01, 2024-09-01
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_json_text_analyze(const ward_analyzer* analyzer, const char* body,
                                                            size_t body_size, const char* api_version,
                                                            size_t api_version_size,
                                                            ward_json_response** response,
                                                            ward_error** error) WARD_NOEXCEPT;

/// Receives a response, which is yours to free, or NULL and an error, too.
typedef void (*ward_json_callback)(ward_status status, ward_json_response* response, ward_error* error,
                                   void* user);

/// The same without waiting, under the rules of ward_text_analyze_async().
/// @param body  only read during the call
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_json_text_analyze_async(
    const ward_analyzer* analyzer, const char* body, size_t body_size, const char* api_version,
    size_t api_version_size, ward_json_callback done, void* user, ward_error** error) WARD_NOEXCEPT;

/// Where a host puts a picture that it fetches.
/// Threads: used by one thread, only while the callback runs that was given it.
typedef struct ward_blob ward_blob;

/// Copies bytes to the end of what the blob holds: call it once with all of them, or for each piece that arrives.
/// After a failure the request is refused whatever the callback returns.
/// @errors WARD_E_IMAGE_FILE_TOO_LARGE beyond WARD_LIMIT_IMAGE_BYTES
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blob_append(ward_blob* blob, const uint8_t* data, size_t size,
                                                      ward_error** error) WARD_NOEXCEPT;

/// Gets the picture that a request names by `blobUrl`, for Ward opens no connection itself: which addresses may be
/// asked, and for how long, is yours to say. It is called in the thread that made the call, before that returns.
/// @param url  as the client wrote it: trust nothing about it; only lives during the call
/// @return WARD_OK after the bytes were appended, or the failure that the request is answered with, such as
///   WARD_E_INVALID_FIELD (400) for an address that is not served, or WARD_E_OVERLOADED (503)
typedef ward_status (*ward_fetch_callback)(const char* url, size_t url_size, ward_blob* blob, void* user);

/// POST /contentsafety/image:analyze. A request that is refused, too, has a response: this fails only when it cannot
/// make one.
/// @param body  UTF-8 JSON, up to WARD_LIMIT_IMAGE_BODY_BYTES
/// @param api_version  the query parameter as it came; NULL when the request had none
/// @param fetch  for requests with `blobUrl`; NULL refuses them
/// @param fetch_user  passed to `fetch`
/// @source image:analyze 2023-10-01, 2024-09-01
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_json_image_analyze(const ward_image_analyzer* analyzer,
                                                             const char* body, size_t body_size,
                                                             const char* api_version, size_t api_version_size,
                                                             ward_fetch_callback fetch, void* fetch_user,
                                                             ward_json_response** response,
                                                             ward_error** error) WARD_NOEXCEPT;

/// The same without waiting, under the rules of ward_text_analyze_async().
/// @param body  only read during the call
/// @param user  passed to `done`
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_json_image_analyze_async(
    const ward_image_analyzer* analyzer, const char* body, size_t body_size, const char* api_version,
    size_t api_version_size, ward_fetch_callback fetch, void* fetch_user, ward_json_callback done, void* user,
    ward_error** error) WARD_NOEXCEPT;

enum { WARD_ANOMALY_ENTIRE = 0, WARD_ANOMALY_LAST = 1, WARD_ANOMALY_CHANGE_POINT = 2 };

/// POST /anomalydetector/{v1.0|v1.1}/timeseries/{entire|last|changepoint}/detect. A request that is refused, too, has a
/// response, whose error body is flat: {"code":...,"message":...}.
/// @param operation  WARD_ANOMALY_...
/// @param body  UTF-8 JSON, up to WARD_LIMIT_BODY_BYTES
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_json_anomaly_detect(int32_t operation, const char* body,
                                                              size_t body_size, ward_json_response** response,
                                                              ward_error** error) WARD_NOEXCEPT;

/// What belongs into the header x-ms-error-code of an anomaly detector's refusal, else "". Borrowed from the response.
/// NULL: "".
/// @since 0.1 stable
WARD_API const char* ward_json_response_error_code(const ward_json_response* response) WARD_NOEXCEPT;

/// What belongs into the header model-id of an anomaly detector's answer, else 0. NULL: 0.
/// @since 0.1 stable
WARD_API int32_t ward_json_response_model_id(const ward_json_response* response) WARD_NOEXCEPT;

/// The HTTP status: 200, 400, 404, 413, 500 or 503. NULL: 0.
/// @since 0.1 stable
WARD_API int32_t ward_json_response_status(const ward_json_response* response) WARD_NOEXCEPT;

/// The JSON, an answer or an error body. Borrowed from the response. NULL: "".
/// @since 0.1 stable
WARD_API const char* ward_json_response_body(const ward_json_response* response) WARD_NOEXCEPT;

/// Bytes of the body, without the terminator. NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_json_response_body_size(const ward_json_response* response) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_json_response_free(ward_json_response* response) WARD_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#include "ward_blocklists.h"

#endif
