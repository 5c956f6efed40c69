using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cloud.Tests.Signatures;

public sealed class PublicSuiteTests
{
    private static readonly DateTimeOffset Then = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    public static TheoryData<string> Names
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var name in PublicSuite.Cases()) data.Add(name);
            return data;
        }
    }

    [SuiteTheory, MemberData(nameof(Names))]
    public void Canonical_request_and_string_to_sign_are_those_of_the_suite(string name)
    {
        var request = PublicSuite.Parse(PublicSuite.Read(name, "sreq"));
        var signature = RequestSignature.Read(request)!;
        var text = new Utf8Scratch(stackalloc byte[64]);
        CanonicalRequest.Write(request, rawPath: false, signature.SignedHeaders.Span, omitSignature: false, SigV4Signer.HashOf(request.Body.Span), ref text);
        Assert.Equal(PublicSuite.Read(name, "creq"), Encoding.UTF8.GetString(text.Written));
        var hash = SHA256.HashData(text.Written);
        text.Truncate(0);
        StringToSign.Write(signature.Algorithm, signature.Timestamp, signature.Scope, hash, ref text);
        Assert.Equal(PublicSuite.Read(name, "sts"), Encoding.UTF8.GetString(text.Written));
        text.Dispose();
    }

    [SuiteTheory, MemberData(nameof(Names))]
    public async Task Signed_requests_of_the_suite_verify(string name)
    {
        var request = PublicSuite.Parse(PublicSuite.Read(name, "sreq"));
        // One case of the suite has a placeholder in its signed request; the header on its own is right everywhere.
        request.Headers.Authorization = PublicSuite.Read(name, "authz");
        var token = request.Headers["x-amz-security-token"].ToString();
        var credentials = FixedCredentials.Of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token.Length == 0 ? null : token);
        var verifier = new SignatureVerifier(credentials, new FixedClock(Then));
        var signed = await verifier.VerifyAsync(request, "service", raw: false, default);
        signed!.VerifyBody(request.Body.Span);
        Assert.Equal("us-east-1", signed.Region);
    }
}

/// <summary>A theory over the public suite, skipped where the suite is not.</summary>
internal sealed class SuiteTheoryAttribute : TheoryAttribute
{
    public SuiteTheoryAttribute()
    {
        if (PublicSuite.Folder is null) Skip = "The public suite is not beside the repository (../shared/corpus/sigv4); UNDERCAST_CORPUS can name its folder.";
    }
}
