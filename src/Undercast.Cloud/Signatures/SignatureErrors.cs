using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>The errors of the identify step in AWS's words; two families of services word them differently.</summary>
internal static class SignatureErrors
{
    // AWS: the text every SDK user knows (all services but those of the raw path, which shorten it).
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private const string RawMismatch = "The request signature we calculated does not match the signature you provided. Check your key and signing method.";

    public static CommonException DoesNotMatch(bool raw) => new(CommonError.SignatureDoesNotMatch, raw ? RawMismatch : Mismatch);

    public static CommonException UnknownKey(bool raw) => new(
        CommonError.InvalidAccessKey,
        raw ? "The AWS Access Key Id you provided does not exist in our records." : "The security token included in the request is invalid.");

    public static CommonException BadToken(bool raw) => new(
        CommonError.InvalidSessionToken,
        raw ? "The provided token is malformed or otherwise invalid." : "The security token included in the request is invalid.");

    public static CommonException TokenExpired(bool raw) => new(
        CommonError.ExpiredToken,
        raw ? "The provided token has expired." : "The security token included in the request is expired");

    public static CommonException MissingToken() => new(CommonError.MissingAuthenticationToken, "Missing Authentication Token");

    // AWS: an Authorization header of another scheme is read as a signature that lacks everything.
    public static CommonException Unsigned(Microsoft.AspNetCore.Http.IHeaderDictionary headers) => headers.Authorization is [{ Length: > 0 } header, ..]
        ? MissingParts(header, credential: true, signature: true, signedHeaders: true, date: headers["x-amz-date"].Count == 0 && headers.Date.Count == 0)
        : MissingToken();

    public static CommonException BodyDiffers(bool raw) => raw
        ? new(CommonError.ContentHashMismatch, "The provided 'x-amz-content-sha256' header does not match what was computed.")
        : DoesNotMatch(raw);

    public static CommonException MissingContentHash() =>
        new(CommonError.IncompleteSignature, "Missing required header for this request: x-amz-content-sha256");

    public static CommonException BadContentHash() => new(
        CommonError.IncompleteSignature,
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
        + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");

    // AWS: the header itself is no longer echoed, only its hash.
    public static CommonException NotKeyValue(string header) => Incomplete(
        $"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '{HashOf(header)}'.");

    public static CommonException MissingParts(string header, bool credential, bool signature, bool signedHeaders, bool date)
    {
        var text = new StringBuilder();
        if (credential) text.Append("Authorization header requires 'Credential' parameter. ");
        if (signature) text.Append("Authorization header requires 'Signature' parameter. ");
        if (signedHeaders) text.Append("Authorization header requires 'SignedHeaders' parameter. ");
        if (date) text.Append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        text.Append("(Hashed with SHA-256 and encoded with Base64) Authorization=").Append(HashOf(header));
        return Incomplete(text.ToString());
    }

    public static CommonException MissingQueryParts(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names) text.Append(CultureInfo.InvariantCulture, $"AWS query-string parameters must include '{name}'. ");
        return Incomplete(text.Append("Re-examine the query-string parameters.").ToString());
    }

    public static CommonException BothPlaces() =>
        new(CommonError.SignatureDoesNotMatch, "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");

    public static CommonException UnsupportedAlgorithm(string algorithm) => Incomplete($"Unsupported AWS 'algorithm': '{algorithm}'.");

    public static CommonException BadCredential(string credential) => Incomplete(
        $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");

    public static CommonException BadDate(string date) => Incomplete(
        $"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");

    public static CommonException AbsentHeader(string name) => Incomplete($"'{name}' is named as a SignedHeader, but it does not exist in the HTTP request");

    public static CommonException UnsignedHost(bool presigned) => new(
        CommonError.SignatureDoesNotMatch,
        presigned ? "'Host' must be a 'SignedHeader' in the AWS Authorization." : "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");

    public static CommonException UnsignedHeader(bool raw, string name) => raw
        ? new(CommonError.AccessDenied, "There were headers present in the request which were not signed")
        : new(CommonError.SignatureDoesNotMatch, $"'{name}' must be a 'SignedHeader' in the AWS Authorization.");

    public static CommonException BadExpires(string text) => Incomplete(text);

    public static CommonException Scope(IReadOnlyList<string> faults) => new(CommonError.SignatureDoesNotMatch, string.Join(' ', faults));

    public static CommonException TooEarlyOrLate(bool raw, DateTimeOffset signed, DateTimeOffset now, TimeSpan allowed)
    {
        if (raw) return new(CommonError.RequestExpired, "The difference between the request time and the current time is too large.");
        var minutes = ((int)allowed.TotalMinutes).ToString(CultureInfo.InvariantCulture);
        return new(
            CommonError.SignatureDoesNotMatch,
            signed < now
                ? $"Signature expired: {Iso(signed)} is now earlier than {Iso(now - allowed)} ({Iso(now)} - {minutes} min.)"
                : $"Signature not yet current: {Iso(signed)} is still later than {Iso(now + allowed)} ({Iso(now)} + {minutes} min.)");
    }

    public static CommonException LinkExpired(bool raw, DateTimeOffset until, DateTimeOffset now) => raw
        ? new(CommonError.AccessDenied, "Request has expired")
        : new(CommonError.SignatureDoesNotMatch, $"Signature expired: {Iso(until)} is now earlier than {Iso(now)}");

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static CommonException Incomplete(string text) => new(CommonError.IncompleteSignature, text);

    private static string HashOf(string header) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
}
