// What the protocol needs, from Wi-Fi, TLS, mbedtls and the camera driver of an ESP32.
#pragma once

#include <Client.h>

#include "camkit_io.h"

class DeviceCrypto : public camkit::Crypto {
 public:
  camkit::Bytes20 sha1(const uint8_t* data, size_t size) override;
  camkit::Bytes32 sha256(const uint8_t* data, size_t size) override;
  camkit::Bytes32 hmacSha256(const camkit::Bytes32& key, const uint8_t* data, size_t size) override;
  void random(uint8_t* data, size_t size) override;
};

class ClientStream : public camkit::Stream {
 public:
  explicit ClientStream(Client& client) : client_(client) {}
  int read(uint8_t* data, size_t size) override;
  bool write(const uint8_t* data, size_t size) override;

 private:
  Client& client_;
};

class DeviceCamera : public camkit::Camera {
 public:
  bool begin();
  bool frameSize(int width, int height, const char*& why) override;
  bool quality(int percent, const char*& why) override;
  bool framesPerSecond(double rate, const char*& why) override;
  bool lamp(int percent, const char*& why) override;
  void restart() override;

  uint32_t millisPerPicture() const { return millisPerPicture_; }

 private:
  uint32_t millisPerPicture_ = 100;
};
