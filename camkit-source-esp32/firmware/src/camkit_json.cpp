#include "camkit_json.h"

namespace camkit {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& json) : json_(json) {}

  std::string find(const std::string& wanted) {
    std::string found;
    if (!take('{')) return "";
    while (!take('}')) {
      std::string name, value;
      if (!text(name) || !take(':') || !(peek() == '"' ? text(value) : word(value))) return "";
      if (name == wanted) found = value;
      if (!take(',') && peek() != '}') return "";
    }
    return found;
  }

 private:
  char peek() {
    while (at_ < json_.size() && (json_[at_] == ' ' || json_[at_] == '\t' || json_[at_] == '\r' || json_[at_] == '\n')) at_++;
    return at_ < json_.size() ? json_[at_] : '\0';
  }

  bool take(char wanted) {
    bool there = peek() == wanted;
    if (there) at_++;
    return there;
  }

  bool text(std::string& value) {
    if (!take('"')) return false;
    while (at_ < json_.size()) {
      char c = json_[at_++];
      if (c == '"') return true;
      if (c == '\\') {
        if (at_ == json_.size()) return false;
        c = json_[at_++];  // names and values of the server have no other escapes than these
        if (c != '"' && c != '\\' && c != '/') return false;
      }
      value += c;
    }
    return false;
  }

  bool word(std::string& value) {
    while (at_ < json_.size() && json_[at_] != ',' && json_[at_] != '}' && json_[at_] != ' ') value += json_[at_++];
    return !value.empty();
  }

  const std::string& json_;
  size_t at_ = 0;
};

}  // namespace

std::string member(const std::string& json, const std::string& name) { return Reader(json).find(name); }

}  // namespace camkit
