// Digests for a host that has no mbedtls: for the test, not for a device.
#pragma once

#include "../include/camkit_io.h"

class HostCrypto : public camkit::Crypto {
 public:
  camkit::Bytes20 sha1(const uint8_t* data, size_t size) override;
  camkit::Bytes32 sha256(const uint8_t* data, size_t size) override;
  camkit::Bytes32 hmacSha256(const camkit::Bytes32& key, const uint8_t* data, size_t size) override;
  void random(uint8_t* data, size_t size) override;
};
