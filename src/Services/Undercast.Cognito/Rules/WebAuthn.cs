using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Cognito;

/// <summary>Passkeys (Web Authentication, level 2): what an authenticator says at registration and at sign-in, held against what it was asked.</summary>
internal static class WebAuthn
{
    private const int Longest = 64 * 1024;
    private const int LongestId = 1023;
    private const long Es256 = -7, Rs256 = -257;
    private const byte Present = 0x01, Verified = 0x04, HasKey = 0x40;

    public static string NewChallenge() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static JsonObject CreationOptions(PoolRecord pool, UserRecord user, string party, string challenge, IEnumerable<string> known) => new()
    {
        ["rp"] = new JsonObject { ["id"] = party, ["name"] = party },
        ["user"] = new JsonObject { ["id"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(user.Sub)), ["name"] = user.Attribute("email") ?? user.Username, ["displayName"] = user.Attribute("name") ?? user.Username },
        ["challenge"] = challenge,
        ["pubKeyCredParams"] = new JsonArray(new JsonObject { ["type"] = "public-key", ["alg"] = Es256 }, new JsonObject { ["type"] = "public-key", ["alg"] = Rs256 }),
        ["timeout"] = 60000,
        ["excludeCredentials"] = Descriptors(known),
        ["authenticatorSelection"] = new JsonObject { ["requireResidentKey"] = true, ["residentKey"] = "required", ["userVerification"] = Wish(pool) },
        ["attestation"] = "none",
    };

    public static JsonObject RequestOptions(PoolRecord pool, string party, string challenge, IEnumerable<string> known) => new()
    {
        ["challenge"] = challenge, ["timeout"] = 180000, ["rpId"] = party, ["allowCredentials"] = Descriptors(known), ["userVerification"] = Wish(pool),
    };

    /// <summary>The passkey that an authenticator has made.</summary>
    public static (string Id, PasskeyRecord Key) Register(PoolRecord pool, string party, string challenge, JsonElement credential, DateTimeOffset now)
    {
        var response = Object(credential, "response");
        CheckClient(Bytes(response, "clientDataJSON"), "webauthn.create", challenge, party);
        var reader = new Cbor(Bytes(response, "attestationObject"));
        if (Value(ref reader) is not Dictionary<object, object?> attestation || reader.Left > 0 || attestation.GetValueOrDefault("authData") is not byte[] said) throw NotSupported("Malformed attestation object.");
        // Attestation was not asked for, and none that comes nevertheless is trusted or needed.
        if (attestation.GetValueOrDefault("fmt") is not "none" || attestation.GetValueOrDefault("attStmt") is not Dictionary<object, object?> { Count: 0 }) throw NotSupported("Attestation is not supported.");
        CheckParty(pool, said, party);
        if ((said[32] & HasKey) == 0 || said.Length < 55) throw NotSupported("The authenticator data carries no credential.");
        var length = BinaryPrimitives.ReadUInt16BigEndian(said.AsSpan(53));
        if (length is 0 or > LongestId || said.Length < 55 + length) throw NotSupported("Malformed credential ID.");
        var id = said.AsSpan(55, length);
        if (!id.SequenceEqual(Bytes(credential, "rawId"))) throw NotSupported("The credential ID is not that of the authenticator data.");
        var key = said.AsSpan(55 + length);
        var keyReader = new Cbor(key);
        if (Value(ref keyReader) is not Dictionary<object, object?> cose) throw NotSupported("Malformed public key.");
        var used = key[..(key.Length - keyReader.Left)].ToArray();
        using (Key(cose)) { }
        var shown = Base64Url.EncodeToString(id);
        return (shown, new PasskeyRecord
        {
            PublicKey = used,
            Counter = BinaryPrimitives.ReadUInt32BigEndian(said.AsSpan(33)),
            RelyingParty = party,
            Name = $"Passkey {shown[..Math.Min(8, shown.Length)]}",
            Attachment = credential.TryGetProperty("authenticatorAttachment", out var attachment) && attachment.ValueKind == JsonValueKind.String ? attachment.GetString() : null,
            Transports = response.TryGetProperty("transports", out var transports) && transports.ValueKind == JsonValueKind.Array
                ? [.. transports.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!).Take(8)]
                : [],
            Created = now,
        });
    }

    /// <summary>The passkey with its counter moved on, when the assertion is its own answer to the challenge; null when it is not.</summary>
    public static PasskeyRecord? Answered(PoolRecord pool, PasskeyRecord passkey, string challenge, JsonElement assertion)
    {
        var response = Object(assertion, "response");
        var (client, said, signature) = (Bytes(response, "clientDataJSON"), Bytes(response, "authenticatorData"), Bytes(response, "signature"));
        CheckClient(client, "webauthn.get", challenge, passkey.RelyingParty);
        CheckParty(pool, said, passkey.RelyingParty);
        byte[] signed = [.. said, .. SHA256.HashData(client)];
        var reader = new Cbor(passkey.PublicKey);
        using var key = Key((Dictionary<object, object?>)reader.Read()!);
        var isSigned = key switch
        {
            ECDsa ec => ec.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            RSA rsa => rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => false,
        };
        var counter = BinaryPrimitives.ReadUInt32BigEndian(said.AsSpan(33));
        // A counter that does not grow is the mark of a copied key; authenticators without one say zero.
        if (!isSigned || (counter <= passkey.Counter && (counter | passkey.Counter) != 0)) return null;
        return passkey with { Counter = counter };
    }

    /// <summary>The id that an assertion names.</summary>
    public static string IdOf(JsonElement assertion) => Base64Url.EncodeToString(Bytes(assertion, "rawId"));

    /// <summary>A document that a client sends as text.</summary>
    public static JsonElement Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Length <= Longest ? json : "", new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw CognitoFaults.Invalid("Invalid credential.");
        }
    }

    private static void CheckClient(byte[] json, string type, string challenge, string party)
    {
        var said = Parse(Encoding.UTF8.GetString(json));
        if (Text(said, "type") != type) throw CognitoFaults.Invalid("Invalid credential type.");
        if (Text(said, "challenge") is not { } given || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(challenge)))
            throw new WebAuthnChallengeNotFoundException("Challenge does not match.");
        var isOurs = Uri.TryCreate(Text(said, "origin"), UriKind.Absolute, out var origin) && (origin.Host == party || origin.Host.EndsWith("." + party, StringComparison.Ordinal))
            && (origin.Scheme == Uri.UriSchemeHttps || origin.Host == "localhost" || origin.Host.EndsWith(".localhost", StringComparison.Ordinal));
        if (!isOurs || (said.TryGetProperty("crossOrigin", out var cross) && cross.ValueKind == JsonValueKind.True)) throw new WebAuthnOriginNotAllowedException("Origin is not allowed.");
    }

    private static void CheckParty(PoolRecord pool, byte[] said, string party)
    {
        if (said.Length < 37) throw NotSupported("Malformed authenticator data.");
        if (!said.AsSpan(0, 32).SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(party)))) throw new WebAuthnRelyingPartyMismatchException("Relying party ID does not match.");
        if ((said[32] & Present) == 0) throw NotSupported("The user was not present.");
        if ((said[32] & Verified) == 0 && Wish(pool) == "required") throw NotSupported("The user was not verified.");
    }

    // COSE (RFC 9053): 1 is the kind of key, 3 the algorithm; what the others are depends on the kind.
    private static AsymmetricAlgorithm Key(Dictionary<object, object?> cose)
    {
        try
        {
            return (cose.GetValueOrDefault(1L), cose.GetValueOrDefault(3L)) switch
            {
                (2L, Es256) when cose.GetValueOrDefault(-1L) is 1L && cose.GetValueOrDefault(-2L) is byte[] { Length: 32 } x && cose.GetValueOrDefault(-3L) is byte[] { Length: 32 } y =>
                    ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } }),
                (3L, Rs256) when cose.GetValueOrDefault(-1L) is byte[] { Length: >= 256 and <= 1024 } n && cose.GetValueOrDefault(-2L) is byte[] { Length: <= 8 } e =>
                    RSA.Create(new RSAParameters { Modulus = n, Exponent = e }),
                _ => throw NotSupported("The public key is of no supported kind."),
            };
        }
        catch (CryptographicException)
        {
            throw NotSupported("The public key is not valid.");
        }
    }

    private static object? Value(ref Cbor reader)
    {
        try
        {
            return reader.Read();
        }
        catch (FormatException)
        {
            throw NotSupported("Malformed CBOR.");
        }
    }

    private static string Wish(PoolRecord pool) => pool.WebAuthn?.UserVerification ?? "preferred";

    private static JsonArray Descriptors(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode)new JsonObject { ["type"] = "public-key", ["id"] = id })]);

    private static JsonElement Object(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : throw CognitoFaults.Invalid($"Invalid credential: {name} is missing.");

    private static byte[] Bytes(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && Text(from, name) is { Length: <= Longest } text && Base64Url.IsValid(text)
        ? Base64Url.DecodeFromChars(text)
        : throw CognitoFaults.Invalid($"Invalid credential: {name} is missing.");

    private static string? Text(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static WebAuthnCredentialNotSupportedException NotSupported(string why) => new(why);
}
