using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

public class ErrorTests
{
    [Fact]
    public void Json_names_the_shape_and_the_query_code()
    {
        var answer = Wiring.Fail(Wire.AwsJson10, ThingsApi.Descriptor, new ThingGone("a"));
        Assert.Equal(404, answer.Status);
        Assert.Equal("""{"__type":"com.amazonaws.things#ThingGone","message":"No thing a","Id":"a"}""", answer.Text());
        Assert.Equal("Things.Gone;Sender", answer.Headers["x-amzn-query-error"]);
        Assert.Equal("id-1", answer.Headers["x-amzn-RequestId"]);
        Assert.Equal("application/x-amz-json-1.0", answer.Headers.ContentType);
    }

    [Fact]
    public void Query_has_its_own_code_and_status()
    {
        var answer = Wiring.Fail(Wire.AwsQuery, ThingsApi.Descriptor, new ThingGone("a"));
        Assert.Equal(400, answer.Status);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ErrorResponse xmlns=\"https://things.example/\"><Error><Type>Sender</Type><Code>Things.Gone</Code><Message>No thing a</Message><Id>a</Id></Error>"
            + "<RequestId>id-1</RequestId></ErrorResponse>",
            answer.Text());
    }

    [Fact]
    public void A_fault_of_the_service_is_the_receivers() =>
        Assert.Contains("<Type>Receiver</Type><Code>ThingBroken</Code><Message>It is broken &lt;inside&gt;</Message>", Wiring.Fail(Wire.AwsQuery, ThingsApi.Descriptor, new ThingBroken()).Text(), StringComparison.Ordinal);

    [Fact]
    public void Rest_puts_the_code_and_bound_members_into_headers()
    {
        var answer = Wiring.Fail(Wire.RestJson1, ShelfApi.Descriptor, new ShelfFull("9"));
        Assert.Equal((409, "ShelfFull", "9"), (answer.Status, answer.Headers["x-amzn-errortype"].ToString(), answer.Headers.RetryAfter.ToString()));
        Assert.Equal("""{"message":"The shelf is full","Books":7}""", answer.Text());
    }

    [Fact]
    public void Bare_errors_carry_both_ids()
    {
        var answer = Wiring.Fail(Wire.RestXml, StoreApi.Descriptor, new CommonException(CommonError.InvalidAccessKey, "Who?"));
        Assert.Equal(403, answer.Status);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InvalidAccessKeyId</Code><Message>Who?</Message><RequestId>id-1</RequestId><HostId>", answer.Text(), StringComparison.Ordinal);
        Assert.Equal("id-1", answer.Headers["x-amz-request-id"]);
        Assert.NotEmpty(answer.Headers["x-amz-id-2"].ToString());
    }

    [Fact]
    public void Ec2_nests_errors() =>
        Assert.EndsWith("<Response><Errors><Error><Code>InvalidAction</Code><Message>m</Message></Error></Errors><RequestID>id-1</RequestID></Response>",
            Wiring.Fail(Wire.Ec2Query, null, new CommonException(CommonError.UnknownOperation, "m")).Text(), StringComparison.Ordinal);

    [Theory]
    [InlineData(CommonError.AccessDenied, Wire.AwsJson11, "AccessDeniedException", 400)]
    [InlineData(CommonError.AccessDenied, Wire.AwsQuery, "AccessDenied", 403)]
    [InlineData(CommonError.AccessDenied, Wire.RestJson1, "AccessDeniedException", 403)]
    [InlineData(CommonError.AccessDenied, Wire.RestXml, "AccessDenied", 403)]
    [InlineData(CommonError.InvalidAccessKey, Wire.AwsJson10, "UnrecognizedClientException", 400)]
    [InlineData(CommonError.InvalidAccessKey, Wire.RestXml, "InvalidClientTokenId", 403)]
    [InlineData(CommonError.MissingAuthenticationToken, Wire.RpcV2Cbor, "MissingAuthenticationTokenException", 400)]
    [InlineData(CommonError.UnknownOperation, Wire.AwsQuery, "InvalidAction", 400)]
    [InlineData(CommonError.NotSupported, Wire.AwsJson10, "NotSupportedByUndercast", 501)]
    [InlineData(CommonError.InternalFailure, Wire.RestXml, "InternalFailure", 500)]
    public void Common_errors_have_each_wires_code(CommonError kind, Wire wire, string code, int status)
    {
        var answer = Wiring.Fail(wire, null, new CommonException(kind, "m"));
        Assert.Equal(status, answer.Status);
        Assert.Contains(code, wire == Wire.RestJson1 ? answer.Headers["x-amzn-errortype"].ToString() : answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_common_error_has_codes_on_every_wire()
    {
        foreach (var kind in Enum.GetValues<CommonError>())
        {
            foreach (var wire in Enum.GetValues<Wire>()) Assert.InRange(Wiring.Fail(wire, null, new CommonException(kind, "m")).Status, 400, 599);
        }
    }

    [Fact]
    public void An_api_gives_a_common_error_its_own_code()
    {
        var answer = Wiring.Fail(Wire.AwsQuery, ThingsApi.Descriptor, new CommonException(CommonError.Throttling, "m"));
        Assert.Equal(503, answer.Status);
        Assert.Contains("<Type>Receiver</Type><Code>SlowDown</Code>", answer.Text(), StringComparison.Ordinal);
    }
}
