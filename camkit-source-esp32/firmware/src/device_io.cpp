#include "device_io.h"

#include <Arduino.h>
#include <esp_camera.h>
#include <esp_random.h>
#include <mbedtls/md.h>
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>

#include "config.h"

namespace {

constexpr int LAMP_PIN = 4, LAMP_CHANNEL = 7, LAMP_BITS = 8, LAMP_HERTZ = 5000;
constexpr uint32_t SEND_DEADLINE_MILLIS = 5000;

// The AI-Thinker ESP32-CAM.
camera_config_t aiThinker() {
  camera_config_t config = {};
  config.pin_pwdn = 32;
  config.pin_reset = -1;
  config.pin_xclk = 0;
  config.pin_sccb_sda = 26;
  config.pin_sccb_scl = 27;
  config.pin_d7 = 35;
  config.pin_d6 = 34;
  config.pin_d5 = 39;
  config.pin_d4 = 36;
  config.pin_d3 = 21;
  config.pin_d2 = 19;
  config.pin_d1 = 18;
  config.pin_d0 = 5;
  config.pin_vsync = 25;
  config.pin_href = 23;
  config.pin_pclk = 22;
  config.xclk_freq_hz = 20000000;
  config.ledc_timer = LEDC_TIMER_0;
  config.ledc_channel = LEDC_CHANNEL_0;
  config.pixel_format = PIXFORMAT_JPEG;
  config.frame_size = FRAME_SIZE;
  config.jpeg_quality = JPEG_QUALITY;
  // two pictures in PSRAM: the sensor fills one while the other is sent, and always the newest is handed out
  config.fb_location = CAMERA_FB_IN_PSRAM;
  config.fb_count = 2;
  config.grab_mode = CAMERA_GRAB_LATEST;
  return config;
}

struct Size {
  framesize_t id;
  int width, height;
};

constexpr Size SIZES[] = {{FRAMESIZE_QVGA, 320, 240}, {FRAMESIZE_CIF, 400, 296},   {FRAMESIZE_VGA, 640, 480},   {FRAMESIZE_SVGA, 800, 600},
                          {FRAMESIZE_XGA, 1024, 768}, {FRAMESIZE_SXGA, 1280, 1024}, {FRAMESIZE_UXGA, 1600, 1200}};

}  // namespace

camkit::Bytes20 DeviceCrypto::sha1(const uint8_t* data, size_t size) {
  camkit::Bytes20 digest;
  mbedtls_sha1(data, size, digest.data());
  return digest;
}

camkit::Bytes32 DeviceCrypto::sha256(const uint8_t* data, size_t size) {
  camkit::Bytes32 digest;
  mbedtls_sha256(data, size, digest.data(), 0);
  return digest;
}

camkit::Bytes32 DeviceCrypto::hmacSha256(const camkit::Bytes32& key, const uint8_t* data, size_t size) {
  camkit::Bytes32 mac;
  mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), key.data(), key.size(), data, size, mac.data());
  return mac;
}

void DeviceCrypto::random(uint8_t* data, size_t size) { esp_fill_random(data, size); }

int ClientStream::read(uint8_t* data, size_t size) {
  if (client_.available() > 0) return client_.read(data, size);
  return client_.connected() ? 0 : -1;
}

bool ClientStream::write(const uint8_t* data, size_t size) {
  uint32_t began = millis();
  while (size > 0) {
    size_t count = client_.write(data, size);
    if (count == 0) {
      if (!client_.connected() || millis() - began > SEND_DEADLINE_MILLIS) return false;
      delay(1);
    }
    data += count;
    size -= count;
  }
  return true;
}

bool DeviceCamera::begin() {
  camera_config_t config = aiThinker();
  ledcSetup(LAMP_CHANNEL, LAMP_HERTZ, LAMP_BITS);
  ledcAttachPin(LAMP_PIN, LAMP_CHANNEL);
  millisPerPicture_ = 1000 / FRAMES_PER_SECOND;
  return psramFound() && esp_camera_init(&config) == ESP_OK;
}

bool DeviceCamera::frameSize(int width, int height, const char*& why) {
  const Size* nearest = &SIZES[0];
  for (const Size& size : SIZES) {
    if (abs(size.width * size.height - width * height) < abs(nearest->width * nearest->height - width * height)) nearest = &size;
  }
  sensor_t* sensor = esp_camera_sensor_get();
  why = "the sensor refused";
  // buffers were made for the size at the start: a larger picture would not fit
  if (nearest->id > FRAME_SIZE) {
    why = "larger than FRAME_SIZE in config.h";
    return false;
  }
  return sensor && sensor->set_framesize(sensor, nearest->id) == 0;
}

bool DeviceCamera::quality(int percent, const char*& why) {
  sensor_t* sensor = esp_camera_sensor_get();
  why = "the sensor refused";
  // 10 is the sensor's best, 63 its worst
  return sensor && sensor->set_quality(sensor, 63 - 53 * percent / 100) == 0;
}

bool DeviceCamera::framesPerSecond(double rate, const char*& why) {
  why = "not above 0";
  if (rate <= 0) return false;
  millisPerPicture_ = static_cast<uint32_t>(1000 / rate);
  return true;
}

bool DeviceCamera::lamp(int percent, const char*&) {
  ledcWrite(LAMP_CHANNEL, 255 * percent / 100);
  return true;
}

void DeviceCamera::restart() {
  delay(200);  // the answer is on its way
  ESP.restart();
}
