// Reads codes from the camera: by the browser itself where it can, else by a decoder of ours.
const WIDEST = 800; // pixels; more only costs time
const PAUSE = 120; // milliseconds between two looks
const AGAIN = 4000; // the same code in this time is still the same ticket

/** Whether there may be a camera at all. */
export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

const ownReader = async () => {
  if (!("BarcodeDetector" in globalThis)) return null;
  try {
    if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
  } catch {
    return null;
  }
};

const ourReader = async () => {
  const { decodeQR } = await import("./vendor/qr/decode.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: 60 });
    } catch {
      return ""; // no code in this picture
    }
  };
};

/** Open the camera and tell each code once; returns what stops it.
 *  Throws "none" where this browser cannot read codes, "off" where it may not use the camera. */
export const watch = async (video, seen) => {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false, video: { facingMode: "environment", width: { ideal: 1280 } },
    });
  } catch {
    throw new Error("off");
  }
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  let read;
  try {
    read = (await ownReader()) ?? (await ourReader());
  } catch {
    stop();
    throw new Error("none");
  }
  video.srcObject = stream;
  await video.play();
  let last = "", until = 0, isOn = true;
  const look = async () => {
    if (!isOn) return;
    const text = video.videoWidth ? await Promise.resolve(read(video)).catch(() => "") : "";
    if (text && (text !== last || Date.now() > until)) seen(text);
    if (text) [last, until] = [text, Date.now() + AGAIN];
    setTimeout(look, PAUSE);
  };
  look();
  return () => {
    isOn = false;
    stop();
    video.srcObject = null;
  };
};
