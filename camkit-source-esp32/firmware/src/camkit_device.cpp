#include "camkit_device.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "camkit_json.h"

namespace camkit {
namespace {

constexpr int REFUSED = 4401, REPLACED = 4409, TOO_MANY = 4429, RIGHT_ENDED = 1008;
constexpr uint32_t FIRST_WAIT = 500, LONGEST_WAIT = 15000, MINUTE = 60000;

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool parse(const std::string& hex, Bytes32& bytes) {
  if (hex.size() != 2 * bytes.size()) return false;
  for (size_t i = 0; i < bytes.size(); i++) {
    int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = high << 4 | low;
  }
  return true;
}

std::string format(const Bytes32& bytes) {
  static const char* digits = "0123456789abcdef";
  std::string hex;
  for (uint8_t byte : bytes) {
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

}  // namespace

std::string proof(Crypto& crypto, const std::string& token, const std::string& camera, const std::string& nonce) {
  Bytes32 secret;
  if (!parse(token, secret)) return "";
  std::string challenge = "camkit-ingest-1\n" + camera + "\n" + nonce;
  Bytes32 key = crypto.sha256(secret.data(), secret.size());
  Bytes32 mask = crypto.hmacSha256(key, reinterpret_cast<const uint8_t*>(challenge.data()), challenge.size());
  for (size_t i = 0; i < mask.size(); i++) mask[i] ^= secret[i];
  return format(mask);
}

Device::State Device::poll() {
  std::string message;
  while (socket_.poll(message)) heard(message);
  if (socket_.state() == WebSocket::State::CLOSED) return State::CLOSED;
  return welcome_ ? State::WELCOME : State::CONNECTING;
}

void Device::heard(const std::string& message) {
  std::string type = member(message, "type");
  if (type == "challenge") {
    login(member(message, "nonce"));
  } else if (type == "welcome") {
    welcome_ = true;
    maxBytes_ = std::strtoul(member(message, "maxBytes").c_str(), nullptr, 10);
  } else if (type == "command") {
    obey(message);
  }
}

void Device::login(const std::string& nonce) {
  socket_.sendText("{\"type\":\"login\",\"proof\":\"" + proof(crypto_, identity_.token, identity_.camera, nonce) + "\"}");
}

void Device::obey(const std::string& message) {
  const char* why = "unknown command";
  std::string size = member(message, "frameSize"), quality = member(message, "quality"), fps = member(message, "fps"),
              lamp = member(message, "lamp");
  bool restart = member(message, "restart") == "true", done = restart;
  int width = 0, height = 0;
  if (std::sscanf(size.c_str(), "%4dx%4d", &width, &height) == 2) done = camera_.frameSize(width, height, why);
  if (!quality.empty()) done = camera_.quality(std::atoi(quality.c_str()), why);
  if (!fps.empty()) done = camera_.framesPerSecond(std::atof(fps.c_str()), why);
  if (!lamp.empty()) done = camera_.lamp(std::atoi(lamp.c_str()), why);
  std::string id = member(message, "id");
  std::string numeric = std::to_string(std::strtoul(id.c_str(), nullptr, 10));
  socket_.sendText(done ? "{\"type\":\"done\",\"id\":" + numeric + "}"
                        : "{\"type\":\"failed\",\"id\":" + numeric + ",\"why\":\"" + why + "\"}");
  if (restart) camera_.restart();
}

bool Device::picture(const uint8_t* jpeg, size_t size) {
  return welcome_ && size <= maxBytes_ && socket_.state() == WebSocket::State::OPEN && socket_.sendBinary(jpeg, size);
}

uint32_t BackOff::nextMillis(int closeStatus) {
  uint32_t wait = std::min(LONGEST_WAIT, FIRST_WAIT << std::min(failures_, 5));
  failures_++;
  if (closeStatus == REFUSED || closeStatus == TOO_MANY || closeStatus == RIGHT_ENDED) wait = MINUTE;
  if (closeStatus == REPLACED) wait = MINUTE / 2;
  uint8_t jitter = 0;
  crypto_.random(&jitter, 1);
  return wait - wait / 4 * jitter / 255;
}

}  // namespace camkit
