using System.Text;
using Undercast.Kernel;
using Undercast.Protocol;
using static Undercast.Cloud.Tests.Signatures.Requests;

namespace Undercast.Cloud.Tests.Signatures;

public sealed class VerifierTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static WireRequest Signed(bool raw = false, string? token = null)
    {
        var request = Make("POST", "/a/b", "x=1&y=2", ("X-Amz-Target", "Queue.Send"), ("Content-Type", "application/x-amz-json-1.0"));
        if (raw) request.Payload(Empty);
        Signer(raw, token).Sign(request, Now, Empty);
        return request;
    }

    [Fact]
    public async Task A_signed_request_has_its_principal_and_region()
    {
        var identity = await VerifyAsync(Signed());
        Assert.Equal("arn:aws:iam::000000000000:root", identity!.Caller.Arn);
        Assert.Equal(Key, identity.Caller.AccessKeyId);
        Assert.Equal("us-east-1", identity.Region);
    }

    [Fact]
    public async Task A_request_without_a_signature_has_no_identity() => Assert.Null(await VerifyAsync(Make()));

    public static TheoryData<string> Parts => ["method", "path", "query value", "query added", "header", "host", "date", "signature", "secret", "body"];

    [Theory, MemberData(nameof(Parts))]
    public async Task A_change_of_any_signed_part_is_refused(string part)
    {
        var good = Signed();
        var authorization = good.Headers.Authorization.ToString();
        var verifier = part == "secret" ? new SignatureVerifier(FixedCredentials.Of(Key, "other"), new FixedClock(Now)) : null;
        var bad = part switch
        {
            "method" => good.With(method: "PUT"),
            "path" => good.With(path: "/a/c"),
            "query value" => good.With(query: "x=1&y=3"),
            "query added" => good.With(query: "x=1&y=2&z="),
            "header" => good.WithHeader("X-Amz-Target", "Queue.Purge"),
            "host" => good.WithHeader("Host", "other.us-east-1.amazonaws.com"),
            "date" => good.WithHeader("x-amz-date", "20260301T100001Z"),
            "signature" => good.WithHeader("Authorization", authorization[..^1] + (authorization[^1] == '0' ? '1' : '0')),
            _ => good,
        };
        await VerifyAsync(good);
        var error = await RefusedAsync(bad, verifier: verifier, body: part == "body" ? [1] : null);
        Assert.Equal(CommonError.SignatureDoesNotMatch, error.Kind);
        Assert.Equal(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
            error.Message);
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        var request = Make();
        new SigV4Signer("AKIDOTHER", Secret, "us-east-1", "queue").Sign(request, Now, Empty);
        var error = await RefusedAsync(request);
        Assert.Equal((CommonError.InvalidAccessKey, "The security token included in the request is invalid."), (error.Kind, error.Message));
        Assert.Equal("The AWS Access Key Id you provided does not exist in our records.", (await RefusedAsync(Raw("AKIDOTHER"), raw: true)).Message);
    }

    private static WireRequest Raw(string key)
    {
        var request = Make();
        request.Payload(Empty);
        new SigV4Signer(key, Secret, "us-east-1", "queue") { RawPath = true }.Sign(request, Now, Empty);
        return request;
    }

    [Theory]
    [InlineData("20260301", "eu_1", "queue", "aws4_request", "Credential should be scoped to a valid region, not 'eu_1'.")]
    [InlineData("20260301", "us-east-1", "topic", "aws4_request", "Credential should be scoped to correct service: 'queue'.")]
    [InlineData("20260301", "us-east-1", "queue", "aws5_request", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.")]
    [InlineData("20260302", "us-east-1", "queue", "aws4_request",
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260302' != '20260301', from '20260301T100000Z'.")]
    public async Task A_wrong_scope_is_named(string date, string region, string service, string terminator, string text)
    {
        var request = Signed();
        var header = request.Headers.Authorization.ToString().Replace("20260301/us-east-1/queue/aws4_request", $"{date}/{region}/{service}/{terminator}", StringComparison.Ordinal);
        var error = await RefusedAsync(request.WithHeader("Authorization", header));
        Assert.Equal((CommonError.SignatureDoesNotMatch, text), (error.Kind, error.Message));
    }

    [Theory]
    [InlineData(-4, null)]
    [InlineData(4, null)]
    [InlineData(6, "Signature expired: 20260301T100000Z is now earlier than 20260301T100100Z (20260301T100600Z - 5 min.)")]
    [InlineData(-6, "Signature not yet current: 20260301T100000Z is still later than 20260301T095900Z (20260301T095400Z + 5 min.)")]
    public async Task Five_minutes_of_skew_are_allowed(int minutes, string? text)
    {
        var verifier = Verifier(Now.AddMinutes(minutes));
        if (text is null) await VerifyAsync(Signed(), verifier: verifier);
        else Assert.Equal(text, (await RefusedAsync(Signed(), verifier: verifier)).Message);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(-14, false)]
    [InlineData(16, true)]
    public async Task Raw_paths_allow_fifteen(int minutes, bool refused)
    {
        var verifier = Verifier(Now.AddMinutes(minutes));
        if (!refused) await VerifyAsync(Signed(raw: true), raw: true, verifier);
        else Assert.Equal(CommonError.RequestExpired, (await RefusedAsync(Signed(raw: true), raw: true, verifier)).Kind);
    }

    [Fact]
    public async Task Missing_parts_of_the_header_are_listed()
    {
        var error = await RefusedAsync(Make(headers: ("Authorization", "AWS4-HMAC-SHA256 Nothing=1")));
        Assert.Equal(CommonError.IncompleteSignature, error.Kind);
        Assert.StartsWith(
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "
            + "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) Authorization=",
            error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_without_an_equals_sign_is_refused()
    {
        var error = await RefusedAsync(Make(headers: ("Authorization", "AWS4-HMAC-SHA256 Credential")));
        Assert.StartsWith("Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA1 Credential=a/b/c/d/e, SignedHeaders=host, Signature=1", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=1", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c'")]
    public async Task What_cannot_be_read_is_refused(string header, string text) =>
        Assert.Equal(text, (await RefusedAsync(Make(headers: [("Authorization", header), ("x-amz-date", "20260301T100000Z")]))).Message);

    [Fact]
    public async Task A_date_that_is_none_is_refused()
    {
        var error = await RefusedAsync(Signed().WithHeader("x-amz-date", "yesterday"));
        Assert.StartsWith("Date must be in ISO-8601 'basic format'. Got 'yesterday'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parts_may_be_separated_by_commas_alone()
    {
        var request = Signed();
        await VerifyAsync(request.WithHeader("Authorization", request.Headers.Authorization.ToString().Replace(", ", ",", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_date_header_serves_when_there_is_no_other()
    {
        var request = Make(headers: ("Date", "Sun, 01 Mar 2026 10:00:00 GMT"));
        var text = new Utf8Scratch(stackalloc byte[256]);
        CanonicalRequest.Write(request, false, "date;host", false, Empty, ref text);
        var hash = System.Security.Cryptography.SHA256.HashData(text.Written);
        text.Truncate(0);
        StringToSign.Write(SignatureAlgorithm.HmacSha256, "20260301T100000Z", "20260301/us-east-1/queue/aws4_request", hash, ref text);
        var signature = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(SigningKeys.Derive(Secret, "20260301/us-east-1/queue/aws4_request"), text.Written));
        text.Dispose();
        request.Headers.Authorization = $"AWS4-HMAC-SHA256 Credential={Key}/20260301/us-east-1/queue/aws4_request, SignedHeaders=date;host, Signature={signature}";
        Assert.NotNull(await VerifyAsync(request));
    }

    [Fact]
    public async Task A_signed_header_that_is_absent_is_named()
    {
        var error = await RefusedAsync(Signed().WithHeader("Content-Type", null));
        Assert.Equal("'content-type' is named as a SignedHeader, but it does not exist in the HTTP request", error.Message);
    }

    [Fact]
    public async Task The_host_and_the_target_must_be_signed()
    {
        var request = Signed();
        var header = request.Headers.Authorization.ToString();
        var noHost = await RefusedAsync(request.WithHeader("Authorization", header.Replace(";host", "", StringComparison.Ordinal)));
        Assert.Equal("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.", noHost.Message);
        var noTarget = await RefusedAsync(request.WithHeader("Authorization", header.Replace(";x-amz-target", "", StringComparison.Ordinal)));
        Assert.Equal("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.", noTarget.Message);
    }

    [Fact]
    public async Task On_a_raw_path_every_amz_header_must_be_signed()
    {
        var request = Signed(raw: true).WithHeader("x-amz-acl", "public-read");
        var error = await RefusedAsync(request, raw: true);
        Assert.Equal((CommonError.AccessDenied, "There were headers present in the request which were not signed"), (error.Kind, error.Message));
    }

    [Fact]
    public async Task On_a_raw_path_the_hash_must_be_in_the_head()
    {
        var request = Make();
        Signer(raw: true).Sign(request, Now, Empty);
        Assert.Equal("Missing required header for this request: x-amz-content-sha256", (await RefusedAsync(request, raw: true)).Message);
        request.Payload("nonsense");
        Assert.StartsWith("x-amz-content-sha256 must be UNSIGNED-PAYLOAD,", (await RefusedAsync(request, raw: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_names_the_hash_is_verified_without_the_body()
    {
        var request = Make();
        Signer().Sign(request, Now, request.Payload(SigV4Signer.HashOf("body"u8)));
        var identity = await Verifier().VerifyAsync(request, "queue", false, default);
        Assert.False(identity!.NeedsWholeBody);
        identity.VerifyBody("body"u8);
        Assert.Throws<CommonException>(() => identity.VerifyBody("other"u8));
        await RefusedAsync(request.WithHeader("x-amz-date", "20260301T100002Z"));
    }

    [Fact]
    public async Task An_unsigned_payload_may_be_anything()
    {
        var request = Make();
        Signer().Sign(request, Now, request.Payload("UNSIGNED-PAYLOAD"));
        await VerifyAsync(request, body: [1, 2, 3]);
    }

    [Theory]
    [InlineData("token", "token", null)]
    [InlineData("token", "other", CommonError.InvalidSessionToken)]
    [InlineData("token", null, CommonError.InvalidSessionToken)]
    [InlineData(null, "token", CommonError.InvalidSessionToken)]
    public async Task The_session_token_must_be_the_credentials_own(string? expected, string? sent, CommonError? refusal)
    {
        var request = Signed(token: sent);
        var verifier = Verifier(token: expected);
        if (refusal is null) await VerifyAsync(request, verifier: verifier);
        else Assert.Equal(refusal, (await RefusedAsync(request, verifier: verifier)).Kind);
    }

    [Fact]
    public async Task Expired_credentials_are_refused()
    {
        var error = await RefusedAsync(Signed(token: "t"), verifier: Verifier(token: "t", expires: Now));
        Assert.Equal((CommonError.ExpiredToken, "The security token included in the request is expired"), (error.Kind, error.Message));
    }

    [Fact]
    public async Task Keys_are_remembered_only_after_they_verified()
    {
        var keys = new SigningKeys(capacity: 2);
        foreach (var region in new[] { "a", "b", "c" })
        {
            var key = keys.Get($"id/20260301/{region}/queue/aws4_request", "secret", out var remembered);
            Assert.False(remembered);
            keys.Remember($"id/20260301/{region}/queue/aws4_request", "secret", key);
        }
        Assert.Equal(1, keys.Count);
        keys.Get("id/20260301/c/queue/aws4_request", "secret", out var known);
        Assert.True(known);
        keys.Get("id/20260301/c/queue/aws4_request", "a new secret", out known);
        Assert.False(known);
        await Task.CompletedTask;
    }

    [Fact]
    public void A_credential_never_prints_its_secret() =>
        Assert.DoesNotContain("s3cret", new Credential("id", "s3cret", Principal.Root("000000000000")).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_service_of_a_request_can_be_told_before_it_is_believed()
    {
        Assert.Equal("queue", CallerIdentification.SigningNameHint(Signed()));
        var query = Signer().Presign("GET", "/", "", Make().Headers, Now, TimeSpan.FromMinutes(1));
        Assert.Equal("queue", CallerIdentification.SigningNameHint(Make("GET", "/", query)));
        Assert.Null(CallerIdentification.SigningNameHint(Make()));
        Assert.Null(CallerIdentification.SigningNameHint(Make(headers: ("Authorization", "AWS4-HMAC-SHA256 Credential=x"))));
    }

    [Fact]
    public void Unicode_of_headers_is_signed_as_utf8()
    {
        var text = new Utf8Scratch(stackalloc byte[16]);
        CanonicalRequest.Write(Make(headers: ("x-note", "  h\u00E9  llo ")), false, "x-note", false, "h", ref text);
        Assert.Contains("x-note:h\u00E9 llo\n", Encoding.UTF8.GetString(text.Written), StringComparison.Ordinal);
        text.Dispose();
    }
}
