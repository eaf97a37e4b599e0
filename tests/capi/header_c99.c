#include <ward.h>

/* The _INIT macros are part of the header: C must be able to use them, too. */
extern const ward_registry_options ward_test_registry_options;
const ward_registry_options ward_test_registry_options = WARD_REGISTRY_OPTIONS_INIT;
extern const ward_analyzer_options ward_test_analyzer_options;
const ward_analyzer_options ward_test_analyzer_options = WARD_ANALYZER_OPTIONS_INIT;
extern const ward_text_options ward_test_text_options;
const ward_text_options ward_test_text_options = WARD_TEXT_OPTIONS_INIT;
extern const ward_image_analyzer_options ward_test_image_analyzer_options;
const ward_image_analyzer_options ward_test_image_analyzer_options = WARD_IMAGE_ANALYZER_OPTIONS_INIT;
extern const ward_image_options ward_test_image_options;
const ward_image_options ward_test_image_options = WARD_IMAGE_OPTIONS_INIT;
