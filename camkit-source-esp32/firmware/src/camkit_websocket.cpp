#include "camkit_websocket.h"

#include <algorithm>
#include <cctype>

namespace camkit {
namespace {

constexpr uint8_t LAST = 0x80, MASKED = 0x80;
constexpr uint8_t TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;
constexpr const char* GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

std::string base64(const uint8_t* data, size_t size) {
  static const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < size; i += 3) {
    uint32_t three = data[i] << 16 | (i + 1 < size ? data[i + 1] << 8 : 0) | (i + 2 < size ? data[i + 2] : 0);
    out += digits[three >> 18];
    out += digits[three >> 12 & 63];
    out += i + 1 < size ? digits[three >> 6 & 63] : '=';
    out += i + 2 < size ? digits[three & 63] : '=';
  }
  return out;
}

bool WebSocket::begin(const std::string& host, const std::string& path) {
  uint8_t nonce[16];
  crypto_.random(nonce, sizeof nonce);
  std::string key = base64(nonce, sizeof nonce);
  std::string both = key + GUID;
  Bytes20 digest = crypto_.sha1(reinterpret_cast<const uint8_t*>(both.data()), both.size());
  expectedAccept_ = base64(digest.data(), digest.size());
  std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + host +
                        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + "\r\n\r\n";
  return stream_.write(reinterpret_cast<const uint8_t*>(request.data()), request.size()) || fail();
}

bool WebSocket::fail() {
  state_ = State::CLOSED;
  return false;
}

// False when nothing came.
bool WebSocket::fill() {
  uint8_t piece[512];
  int read = stream_.read(piece, sizeof piece);
  if (read < 0) return fail();
  in_.insert(in_.end(), piece, piece + read);
  return read > 0;
}

bool WebSocket::poll(std::string& text) {
  while (state_ != State::CLOSED) {
    if (state_ == State::SHAKING) shake();
    if (state_ == State::OPEN && frame(text)) return true;
    if (state_ != State::CLOSED && !fill()) return false;
  }
  return false;
}

// Looks at the answer's head once it is whole. What follows it stays in the buffer.
void WebSocket::shake() {
  static const uint8_t end[] = {'\r', '\n', '\r', '\n'};
  auto found = std::search(in_.begin(), in_.end(), end, end + 4);
  if (found == in_.end()) {
    if (in_.size() > MAX_HEAD) fail();
    return;
  }
  std::string head(in_.begin(), found + 2);
  in_.erase(in_.begin(), found + 4);
  size_t field = lower(head).find("\r\nsec-websocket-accept:");
  size_t value = field == std::string::npos ? field : head.find(expectedAccept_, field);
  bool accepted = value != std::string::npos && value < head.find("\r\n", field + 2);
  state_ = head.compare(0, 12, "HTTP/1.1 101") == 0 && accepted ? State::OPEN : State::CLOSED;
}

// Takes frames from the buffer up to the next text message. A server's frames are not masked, and ours come whole.
bool WebSocket::frame(std::string& text) {
  while (in_.size() >= 2) {
    size_t head = 2, length = in_[1] & 0x7f;
    if (in_[1] & MASKED || !(in_[0] & LAST) || length == 127) return fail();
    if (length == 126) {
      if (in_.size() < 4) return false;
      length = in_[2] << 8 | in_[3];
      head = 4;
    }
    if (length > MAX_MESSAGE) return fail();
    if (in_.size() < head + length) return false;
    uint8_t opcode = in_[0] & 0x0f;
    std::vector<uint8_t> payload(in_.begin() + head, in_.begin() + head + length);
    in_.erase(in_.begin(), in_.begin() + head + length);
    if (opcode == TEXT) {
      text.assign(payload.begin(), payload.end());
      return true;
    }
    if (opcode == PING && !send(PONG, payload.data(), payload.size())) return false;
    if (opcode == CLOSE) {
      closeStatus_ = payload.size() >= 2 ? payload[0] << 8 | payload[1] : 0;
      send(CLOSE, payload.data(), std::min<size_t>(payload.size(), 2));
      return fail();
    }
  }
  return false;
}

bool WebSocket::sendText(const std::string& text) { return send(TEXT, reinterpret_cast<const uint8_t*>(text.data()), text.size()); }

bool WebSocket::sendBinary(const uint8_t* data, size_t size) { return send(BINARY, data, size); }

bool WebSocket::send(uint8_t opcode, const uint8_t* data, size_t size) {
  uint8_t mask[4];
  crypto_.random(mask, sizeof mask);
  std::array<uint8_t, 1024> out;
  size_t at = 0;
  out[at++] = LAST | opcode;
  if (size < 126) {
    out[at++] = MASKED | size;
  } else if (size <= 0xffff) {
    out[at++] = MASKED | 126;
    out[at++] = size >> 8;
    out[at++] = size;
  } else {
    out[at++] = MASKED | 127;
    for (int shift = 56; shift >= 0; shift -= 8) out[at++] = static_cast<uint64_t>(size) >> shift;
  }
  for (uint8_t one : mask) out[at++] = one;
  for (size_t i = 0; i < size; i++) {
    if (at == out.size()) {
      if (!stream_.write(out.data(), at)) return fail();
      at = 0;
    }
    out[at++] = data[i] ^ mask[i & 3];
  }
  return stream_.write(out.data(), at) || fail();
}

}  // namespace camkit
