using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Undercast.Protocol.Conformance;

/// <summary>A server reads what SDKs send.</summary>
public sealed class InputVectors
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var vector in Corpus.Vectors("input")) data.Add(vector.File, vector.Id);
        return data;
    }

    [CorpusTheory, MemberData(nameof(All))]
    public void Request_is_read(string file, string id) => Reasons.Judge(Loaded.Vector("input", file, id), vector =>
    {
        var api = Loaded.Api(vector);
        var request = Request(vector);
        var claimer = new Claimer(new ApiCatalog([api]));
        var claim = claimer.Claim(request, "test") ?? throw new InvalidOperationException("The request was not claimed.");
        claim = Claimer.ResolveOperation(claim, request);
        if (claim.Refusal is { } refusal) throw refusal;
        Assert.Equal(vector.Given.GetProperty("name").GetString(), claim.Operation!.Name);
        var input = claim.Protocol.ReadInput(claim.Operation, request);
        var expected = JsonNode.Parse(vector.Case.GetProperty("params").GetRawText())!.AsObject();
        var read = Values.Show(input)!.AsObject();
        // A client does not send members that are null.
        foreach (var name in expected.Where(p => p.Value is null).Select(p => p.Key).ToList()) expected.Remove(name);
        foreach (var member in claim.Operation.Input.Schema.Members.Where(m => m.IsIdempotencyToken && !expected.ContainsKey(m.Name)))
        {
            Assert.True(Guid.TryParse((string?)read[member.Name], out _), "A missing token is filled.");
            read.Remove(member.Name);
        }
        Assert.Equal(Values.Canonical(expected), Values.Canonical(read));
    });

    private static WireRequest Request(Vector vector)
    {
        var sent = vector.Case.GetProperty("serialized");
        var uri = sent.GetProperty("uri").GetString()!;
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var headers = new HeaderDictionary();
        if (sent.TryGetProperty("headers", out var given))
        {
            foreach (var header in given.EnumerateObject()) headers[header.Name] = header.Value.GetString();
        }
        var body = sent.TryGetProperty("body", out var text) ? text.GetString()! : "";
        return new WireRequest
        {
            Method = sent.GetProperty("method").GetString()!,
            Path = question < 0 ? uri : uri[..question],
            Query = question < 0 ? "" : uri[(question + 1)..],
            Headers = headers,
            Body = vector.Protocol == "smithy-rpc-v2-cbor" ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body),
        };
    }
}
