using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

public class ClaimTests
{
    private static Claim Claim(WireRequest request, string? signingName) => Wiring.Claimer.Claim(request, signingName)!;

    [Theory]
    [InlineData("GET", "/shelves/a/books", "ListBooks")]
    [InlineData("GET", "/shelves/a/books/", "ListBooks")]
    [InlineData("GET", "/shelves/a%2Fb/books?max=1", "ListBooks")]
    [InlineData("GET", "/shelves/a/books?count", "CountBooks")]
    [InlineData("GET", "/shelves/a/books?count=&max=2", "CountBooks")]
    [InlineData("GET", "/shelves/all/books", "ListAll")]
    [InlineData("GET", "/shelves/all/books?count", "ListAll")]
    [InlineData("PUT", "/files/a/b/c", "PutFile")]
    [InlineData("POST", "/files/a/b/tags", "TagFile")]
    public void Rest_finds_the_most_specific_operation(string method, string uri, string operation) =>
        Assert.Equal(operation, Claim(Wiring.Request(method, uri), "shelf").Operation!.Name);

    [Theory]
    [InlineData("/b", "ListItems")]
    [InlineData("/b/", "ListItems")]
    [InlineData("/b/k", "GetItem")]
    [InlineData("/b/k/", "GetItem")]
    [InlineData("/b//k", "GetItem")]
    [InlineData("/b/k?uploadId=1", "ListParts")]
    public void What_an_input_demands_tells_requests_apart(string uri, string operation) => Assert.Equal(operation, Claim(Wiring.Request("GET", uri), "store").Operation!.Name);

    [Theory]
    [InlineData("/b/k/", "k/")]
    [InlineData("/b//k", "/k")]
    [InlineData("/b/a%2Fb+c%20d/e", "a/b+c d/e")]
    public void A_greedy_label_takes_the_rest_as_it_is(string uri, string key) =>
        Assert.Equal(key, Wiring.Read<ItemInput>(Wire.RestXml, StoreApi.Descriptor, "GetItem", Wiring.Request("GET", uri)).Key);

    [Theory]
    [InlineData("PATCH", "/shelves/a/books")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/shelves//books")]
    public void An_unknown_request_of_a_known_service_is_refused_in_its_style(string method, string uri)
    {
        var claim = Claim(Wiring.Request(method, uri), "shelf");
        Assert.Equal((CommonError.NotSupported, Wire.RestJson1), (claim.Refusal!.Kind, claim.Protocol.Wire));
        Assert.Contains("Shelf", claim.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_service_is_refused_by_name()
    {
        Assert.Equal("The service translate is not supported by Undercast.", Claim(Wiring.Request("GET", "/"), "translate").Refusal!.Message);
        Assert.Equal("The service translate is not supported by Undercast.",
            Claim(Wiring.Request("POST", "/", "", ("Content-Type", "application/x-www-form-urlencoded")), "translate").Refusal!.Message);
        var json = Claim(Wiring.Request("POST", "/", "", ("X-Amz-Target", "Translate_2017.Go"), ("Content-Type", "application/x-amz-json-1.1")), "translate");
        Assert.Equal((Wire.AwsJson11, "The service of target Translate_2017 is not supported by Undercast."), (json.Protocol.Wire, json.Refusal!.Message));
    }

    [Fact]
    public void A_target_names_the_operation()
    {
        Assert.Equal("Put", Claim(Wiring.Request("POST", "/", "", ("X-Amz-Target", "Things_2020.Put")), null).Operation!.Name);
        Assert.Equal("The operation Fly of Things is not supported by Undercast.", Claim(Wiring.Request("POST", "/", "", ("X-Amz-Target", "Things_2020.Fly")), null).Refusal!.Message);
    }

    [Fact]
    public void A_form_names_the_operation_in_its_body()
    {
        var request = Wiring.Request("POST", "/", "Action=Put&Version=2020-01-01&Name=a", ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
        var claim = Claim(request, "things");
        Assert.Null(claim.Operation);
        Assert.Equal("Put", Claimer.ResolveOperation(claim, request).Operation!.Name);
        var without = Wiring.Request("POST", "/", "Name=a", ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.Equal(CommonError.MissingParameter, Claimer.ResolveOperation(Claim(without, "things"), without).Refusal!.Kind);
    }

    [Theory]
    [InlineData("2020-01-01", "Things", Wire.AwsQuery)]
    [InlineData("2010-01-01", "Old Things", Wire.Ec2Query)]
    public void The_version_tells_apis_of_one_signing_name_apart(string version, string service, Wire wire)
    {
        var form = Wiring.Request("POST", "/", $"Action=Drop&Version={version}", ("Content-Type", "application/x-www-form-urlencoded"));
        var claim = Claimer.ResolveOperation(Claim(form, "things"), form);
        Assert.Equal((service, wire), (claim.Operation!.Api.Api.ServiceId, claim.Protocol.Wire));
        claim = Claim(Wiring.Request("GET", $"/?Version={version}&Action=Drop"), "things");
        Assert.Equal((service, wire), (claim.Operation!.Api.Api.ServiceId, claim.Protocol.Wire));
    }

    [Fact]
    public void A_query_string_may_name_it() => Assert.Equal("Drop", Claim(Wiring.Request("GET", "/?Action=Drop&Version=2020-01-01"), null).Operation!.Name);

    [Theory]
    [InlineData("/service/Things/operation/Put")]
    [InlineData("/prefix/service/Things_2020/operation/Put")]
    public void Cbor_names_service_and_operation_in_the_path(string path)
    {
        var claim = Claim(Wiring.Request("POST", path, "", ("smithy-protocol", "rpc-v2-cbor")), "things");
        Assert.Equal(("Put", Wire.RpcV2Cbor), (claim.Operation!.Name, claim.Protocol.Wire));
    }

    [Theory]
    [InlineData("/service/Things/operation")]
    [InlineData("/service/Shelf/operation/Talk")]
    [InlineData("/service/%FF/operation/Put")]
    [InlineData("/")]
    public void Cbor_without_such_a_path_is_refused(string path) => Assert.NotNull(Claim(Wiring.Request("POST", path, "", ("smithy-protocol", "rpc-v2-cbor")), "things").Refusal);

    [Fact]
    public void Without_credentials_an_operation_that_admits_them_is_meant()
    {
        Assert.Equal("Health", Claim(Wiring.Request("GET", "/health"), null).Operation!.Name);
        Assert.Equal("ListItems", Claim(Wiring.Request("GET", "/bucket"), null).Operation!.Name);
        Assert.Equal("Talk", Claim(Wiring.Request("POST", "/talk"), null).Operation!.Name);
        Assert.Null(Wiring.Claimer.Claim(Wiring.Request("DELETE", "/a/b/c"), null));
    }

    [Fact]
    public void A_service_without_rest_refuses_a_request_without_target() => Assert.Equal(CommonError.UnknownOperation, Claim(Wiring.Request("GET", "/"), "things").Refusal!.Kind);
}
