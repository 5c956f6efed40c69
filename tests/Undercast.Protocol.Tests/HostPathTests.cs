using Microsoft.AspNetCore.Http;

namespace Undercast.Protocol.Tests;

public sealed class HostPathTests
{
    private static readonly HostPaths Paths = new(
        new ApiCatalog(
        [
            ApiDescriptor.Create(new AwsApiAttribute("store", "1") { ServiceId = "Store", Wires = [Wire.RestXml], PathHosts = ["store.{region}", "store-{region}", "store", ""] }, [], new Dictionary<Type, ShapeCodec>(), []),
            ApiDescriptor.Create(new AwsApiAttribute("other", "1") { ServiceId = "Other", Wires = [Wire.RestXml] }, [], new Dictionary<Type, ShapeCodec>(), []),
        ]),
        ["amazonaws.com"]);

    [Theory]
    [InlineData("name.store.localhost", "/name/k")]
    [InlineData("name.store.eu-west-1.localhost", "/name/k")]
    [InlineData("a.b.store-eu-west-1.amazonaws.com", "/a.b/k")]
    [InlineData("name.localhost", "/name/k")]
    [InlineData("localhost", "/k")]
    [InlineData("store.localhost", "/k")]
    [InlineData("store.eu-west-1.localhost", "/k")]
    [InlineData("other.localhost", "/k")]
    [InlineData("x.other.eu-west-1.localhost", "/k")]
    [InlineData("name.amazonaws.com", "/k")]
    [InlineData("name.store.elsewhere.com", "/k")]
    public void A_host_names_what_stands_below_an_endpoint(string host, string expected)
    {
        var located = Paths.Locate(new WireRequest { Method = "GET", Path = "/k", Headers = new HeaderDictionary() }, host, null);
        Assert.Equal((expected, "/k"), (located.Path, located.SignedPath));
    }

    [Theory]
    [InlineData("a.b.localhost", "store", "/a.b/k")]
    [InlineData("name.store.localhost", "other", "/k")]
    public void The_credential_scope_decides_where_there_is_one(string host, string signingName, string expected) =>
        Assert.Equal(expected, Paths.Locate(new WireRequest { Method = "GET", Path = "/k", Headers = new HeaderDictionary() }, host, signingName).Path);
}
