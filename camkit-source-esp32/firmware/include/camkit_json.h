// JSON objects of texts, numbers and words without nesting, which is all that the server says.
#pragma once

#include <string>

namespace camkit {

// The value of a member as it is written, a text without its quotes and escapes. Empty when it is not there or this is no such object.
std::string member(const std::string& json, const std::string& name);

}  // namespace camkit
