using FsCheck;
using FsCheck.Fluent;
using static Undercast.Cloud.Tests.Signatures.Requests;

namespace Undercast.Cloud.Tests.Signatures;

/// <summary>What the signer signs, the verifier accepts, whatever clients put into paths, queries and headers.</summary>
public sealed class SigningPropertyTests
{
    private static readonly Gen<string> Odd = Gen.Elements("a", "Z", "0", "-", "~", "%20", "%2F", "%e4%bd%a0", "+", "*", ":", ".", "..", "//", "/", "%", "%zz", "é", "你", "😀", "=", ";", ",", "'", "(", "!")
        .ArrayOf().Select(parts => string.Concat(parts));

    private static readonly Gen<string> Queries = Odd.Two().Select(p => $"{p.Item1.Replace("&", "", StringComparison.Ordinal)}={p.Item2}").ArrayOf().Select(pairs => string.Join('&', pairs));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Headers_verify(bool raw, bool asymmetric)
    {
        var cases = Odd.Select(p => "/" + p).Zip(Queries).Zip(Odd).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            var ((path, query), value) = c;
            var request = Make("PUT", path, query, ("x-amz-meta-note", value), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
            Signer(raw, asymmetric: asymmetric).Sign(request, Now, "UNSIGNED-PAYLOAD");
            return VerifyAsync(request, raw).GetAwaiter().GetResult() is not null;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Links_verify(bool raw)
    {
        var cases = Odd.Select(p => "/" + p).Zip(Queries.Where(q => !q.Contains("X-Amz", StringComparison.Ordinal))).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            var (path, query) = c;
            var request = Make("GET", path);
            var signed = Signer(raw).Presign("GET", path, query, request.Headers, Now, TimeSpan.FromMinutes(5), "UNSIGNED-PAYLOAD");
            return VerifyAsync(request.With(query: signed).WithHeader("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), raw).GetAwaiter().GetResult() is not null;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_makes_the_reader_fail_with_anything_but_a_refusal()
    {
        Prop.ForAll<string, string>((authorization, query) =>
        {
            var request = Make("GET", "/", query ?? "", ("Authorization", "AWS4-HMAC-SHA256 " + authorization), ("x-amz-date", "20260301T100000Z"));
            CallerIdentification.SigningNameHint(request);
            try
            {
                return VerifyAsync(request).GetAwaiter().GetResult() is null;
            }
            catch (Kernel.CommonException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }
}
