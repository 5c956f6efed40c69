using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

/// <summary>Short ways to read requests and write answers.</summary>
internal static class Wiring
{
    public static readonly ApiCatalog Catalog = new([ThingsApi.Descriptor, OldThingsApi.Descriptor, ShelfApi.Descriptor, StoreApi.Descriptor]);
    public static readonly Claimer Claimer = new(Catalog);

    public static WireRequest Request(string method, string uri, string body = "", params (string Name, string Value)[] headers) =>
        Request(method, uri, Encoding.UTF8.GetBytes(body), headers);

    public static WireRequest Request(string method, string uri, byte[] body, params (string Name, string Value)[] headers)
    {
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var given = new HeaderDictionary();
        foreach (var (name, value) in headers) given.Append(name, value);
        return new WireRequest { Method = method, Path = question < 0 ? uri : uri[..question], Query = question < 0 ? "" : uri[(question + 1)..], Headers = given, Body = body };
    }

    public static T Read<T>(Wire wire, ApiDescriptor api, string operation, WireRequest request) => (T)WireProtocol.For(wire).ReadInput(api.Operations[operation], request);

    public static PutInput Json(string body) => Read<PutInput>(Wire.AwsJson10, ThingsApi.Descriptor, "Put", Request("POST", "/", body));

    public static PutInput Query(string body) => Read<PutInput>(Wire.AwsQuery, ThingsApi.Descriptor, "Put", Request("POST", "/", body));

    public static PutInput Cbor(byte[] body) => Read<PutInput>(Wire.RpcV2Cbor, ThingsApi.Descriptor, "Put", Request("POST", "/", body));

    public static WireResponse Write(Wire wire, ApiDescriptor api, string operation, object? output)
    {
        var response = new WireResponse();
        WireProtocol.For(wire).WriteOutput(api.Operations[operation], output, "id-1", response);
        return response;
    }

    public static WireResponse Fail(Wire wire, ApiDescriptor? api, AwsException error)
    {
        var response = new WireResponse();
        WireProtocol.For(wire).WriteError(api, error, "id-1", response);
        return response;
    }

    public static string Text(this WireResponse response) => Encoding.UTF8.GetString(response.Body.WrittenSpan);

    public static CommonException Refused(Action read, CommonError kind)
    {
        var refused = Assert.Throws<CommonException>(read);
        Assert.Equal(kind, refused.Kind);
        return refused;
    }
}
