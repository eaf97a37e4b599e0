# Shows: ward.h from Python through ctypes, with nothing to install: typed calls, and the JSON of the wire contract.
#
#     python3 examples/python/moderate.py build/release "I will kill you"
#     python3 examples/python/moderate.py build/release "A text" examples/cli/demo_pictures/note.jpg
import ctypes
import json
import sys

folder = sys.argv[1] if len(sys.argv) > 1 else "build/release"
text = (sys.argv[2] if len(sys.argv) > 2 else "I will kill you").encode()
packs, handle, size = f"{folder}/packs".encode(), ctypes.c_void_p, ctypes.c_size_t
ward = ctypes.CDLL(f"{folder}/lib/libward.so")
for name in "error_message", "category_name", "json_response_body", "image_result_line_text":
    getattr(ward, f"ward_{name}").restype = ctypes.c_char_p


def call(name, *arguments):
    """Calls ward_NAME; gives the object that it makes, and raises what it tells as an error."""
    output, error = handle(), handle()
    if getattr(ward, f"ward_{name}")(*arguments, ctypes.byref(output), ctypes.byref(error)) != 0:
        message = ward.ward_error_message(error).decode()
        ward.ward_error_free(error)
        raise RuntimeError(message)
    return output


WARD_API_VERSION = 100  # of the header that this file was written for
library = call("library_open_version", ctypes.c_uint32(WARD_API_VERSION))
registry = call("registry_open", library, packs, size(len(packs)), None)
analyzer = call("analyzer_create", registry, None)

result = call("text_analyze", analyzer, text, size(len(text)), None)
for i in range(ward.ward_text_result_count(result)):
    category = ward.ward_category_name(ward.ward_text_result_category(result, size(i))).decode()
    print(f"{category}={ward.ward_text_result_severity(result, size(i))}")

body = json.dumps({"text": text.decode(), "outputType": "EightSeverityLevels"}).encode()
response = call("json_text_analyze", analyzer, body, size(len(body)), b"2024-09-01", size(10))
print(ward.ward_json_response_status(response), ward.ward_json_response_body(response).decode())

if len(sys.argv) > 3:
    images = call("image_analyzer_create", registry, None)
    picture = open(sys.argv[3], "rb").read()
    seen = call("image_analyze", images, picture, size(len(picture)), None)
    for i in range(ward.ward_image_result_count(seen)):
        category = ward.ward_category_name(ward.ward_image_result_category(seen, size(i))).decode()
        print(f"picture {category}={ward.ward_image_result_severity(seen, size(i))}")
    for i in range(ward.ward_image_result_line_count(seen)):
        print("reads", ward.ward_image_result_line_text(seen, size(i)).decode())
    ward.ward_image_result_free(seen)
    ward.ward_image_analyzer_free(images)

ward.ward_json_response_free(response)
ward.ward_text_result_free(result)
ward.ward_analyzer_free(analyzer)
ward.ward_registry_free(registry)
ward.ward_library_free(library)
