using Undercast.Kernel;
using Undercast.Protocol;
using static Undercast.Cloud.Tests.Signatures.Requests;

namespace Undercast.Cloud.Tests.Signatures;

public sealed class PresignedTests
{
    private static WireRequest Link(TimeSpan lifetime, bool raw = true, string? token = null, string query = "", bool asymmetric = false)
    {
        var request = Make("GET", "/folder/a%20b");
        var signed = Signer(raw, token, asymmetric).Presign("GET", request.Path, query, request.Headers, Now, lifetime, raw ? null : SigV4Signer.HashOf([]));
        return request.With(query: signed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_holds_for_its_life(bool raw)
    {
        var link = Link(TimeSpan.FromHours(1), raw);
        await VerifyAsync(link, raw);
        await VerifyAsync(link, raw, Verifier(Now.AddMinutes(59)));
        var error = await RefusedAsync(link, raw, Verifier(Now.AddMinutes(61)));
        if (raw) Assert.Equal((CommonError.AccessDenied, "Request has expired"), (error.Kind, error.Message));
        else Assert.StartsWith("Signature expired: 20260301T110000Z is now earlier than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_holds_a_week_at_most()
    {
        await VerifyAsync(Link(TimeSpan.FromDays(7)), raw: true);
        Assert.StartsWith("X-Amz-Expires must be less than a week", (await RefusedAsync(Link(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1)), raw: true)).Message, StringComparison.Ordinal);
        Assert.Equal("X-Amz-Expires must be non-negative", (await RefusedAsync(Link(TimeSpan.FromSeconds(-5)), raw: true)).Message);
    }

    [Fact]
    public async Task Whatever_is_in_the_link_is_signed()
    {
        var link = Link(TimeSpan.FromHours(1), query: "versionId=1", token: "tok/en+=");
        var verifier = Verifier(token: "tok/en+=");
        await VerifyAsync(link, raw: true, verifier);
        foreach (var (from, to) in new[] { ("versionId=1", "versionId=2"), ("X-Amz-Expires=3600", "X-Amz-Expires=7200"), ("X-Amz-Expires=3600", "X-Amz-Expires=3600&x=1") })
            Assert.Equal(CommonError.SignatureDoesNotMatch, (await RefusedAsync(link.With(query: link.Query.Replace(from, to, StringComparison.Ordinal)), raw: true, verifier)).Kind);
        await RefusedAsync(link.With(method: "DELETE"), raw: true, verifier);
        await RefusedAsync(link.With(path: "/folder/a%20c"), raw: true, verifier);
    }

    [Fact]
    public async Task The_order_and_the_encoding_of_the_query_do_not_matter()
    {
        var link = Link(TimeSpan.FromHours(1), query: "a=%7e&b");
        var parts = link.Query.Split('&');
        Array.Reverse(parts);
        await VerifyAsync(link.With(query: string.Join('&', parts).Replace("%7e", "~", StringComparison.Ordinal)), raw: true);
    }

    [Fact]
    public async Task Missing_parameters_are_listed()
    {
        var error = await RefusedAsync(Make("GET", "/", "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260301T100000Z"));
        Assert.Equal(
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. "
            + "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
            error.Message);
    }

    [Fact]
    public async Task A_header_and_a_query_cannot_both_sign()
    {
        var link = Link(TimeSpan.FromHours(1)).WithHeader("Authorization", "AWS4-HMAC-SHA256 Credential=x");
        Assert.Equal("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.", (await RefusedAsync(link, raw: true)).Message);
    }

    [Fact]
    public async Task A_link_may_be_signed_with_ecdsa() =>
        Assert.Equal("us-east-1", (await VerifyAsync(Link(TimeSpan.FromHours(1), asymmetric: true), raw: true))!.Region);
}
