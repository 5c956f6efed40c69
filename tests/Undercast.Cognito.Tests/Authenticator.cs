using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Cognito.Tests;

/// <summary>An authenticator of one passkey, written from the specification.</summary>
internal sealed class Authenticator(bool rsa = false)
{
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);

    public byte[] Id { get; } = RandomNumberGenerator.GetBytes(16);
    public string Party { get; set; } = "example.com";
    public string Origin { get; set; } = "https://login.example.com";
    public string Format { get; set; } = "none";
    public byte Flags { get; set; } = 0x05;
    public uint Counter { get; set; }

    public JsonElement Create(JsonElement options)
    {
        var said = Said((byte)(Flags | 0x40));
        byte[] authData = [.. said, .. new byte[16], (byte)(Id.Length >> 8), (byte)Id.Length, .. Id, .. Key()];
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text(Format), .. Text("attStmt"), 0xA0, .. Text("authData"), .. Bytes(authData)];
        return Document(new JsonObject
        {
            ["id"] = Base64Url.EncodeToString(Id), ["rawId"] = Base64Url.EncodeToString(Id), ["type"] = "public-key", ["authenticatorAttachment"] = "platform",
            ["response"] = new JsonObject
            {
                ["clientDataJSON"] = Client("webauthn.create", options.GetProperty("challenge").GetString()!), ["attestationObject"] = Base64Url.EncodeToString(attestation), ["transports"] = new JsonArray("internal"),
            },
        });
    }

    public string Get(string options)
    {
        var client = Client("webauthn.get", JsonDocument.Parse(options).RootElement.GetProperty("challenge").GetString()!);
        Counter++;
        var said = Said(Flags);
        byte[] signed = [.. said, .. SHA256.HashData(Base64Url.DecodeFromChars(client))];
        var signature = rsa ? _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : _ec.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new JsonObject
        {
            ["id"] = Base64Url.EncodeToString(Id), ["rawId"] = Base64Url.EncodeToString(Id), ["type"] = "public-key",
            ["response"] = new JsonObject { ["clientDataJSON"] = client, ["authenticatorData"] = Base64Url.EncodeToString(said), ["signature"] = Base64Url.EncodeToString(signature) },
        }.ToJsonString();
    }

    private byte[] Said(byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Party)), flags, .. counter];
    }

    private string Client(string type, string challenge) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["challenge"] = challenge, ["origin"] = Origin, ["crossOrigin"] = false }.ToJsonString()));

    private byte[] Key()
    {
        if (rsa)
        {
            var p = _rsa.ExportParameters(false);
            // 1: 3, 3: -257, -1: n, -2: e
            return [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, .. Bytes(p.Modulus!), 0x21, .. Bytes(p.Exponent!)];
        }
        var q = _ec.ExportParameters(false).Q;
        // 1: 2, 3: -7, -1: 1, -2: x, -3: y
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(q.X!), 0x22, .. Bytes(q.Y!)];
    }

    private static byte[] Text(string text) => [(byte)(0x60 | text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes) => bytes.Length < 256 ? [0x58, (byte)bytes.Length, .. bytes] : [0x59, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    private static JsonElement Document(JsonObject json) => JsonDocument.Parse(json.ToJsonString()).RootElement;
}
