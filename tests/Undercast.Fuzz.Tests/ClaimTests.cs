using Undercast.Cloud;
using Undercast.Protocol;
using Undercast.Sqs;

namespace Undercast.Fuzz.Tests;

public sealed class ClaimTests
{
    [Fact]
    public void Any_head_is_claimed_or_named_foreign_without_an_exception()
    {
        const string authorization = "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260301/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=ab";
        byte[][] valid =
        [
            Requests.Text("POST", "/", "", $"X-Amz-Target: AmazonSQS.SendMessage\nContent-Type: application/x-amz-json-1.0\n{authorization}", "{}"),
            Requests.Text("POST", "/000000000000/q", "", $"Content-Type: application/x-www-form-urlencoded\n{authorization}", "Action=SendMessage&Version=2012-11-05"),
            Requests.Text("GET", "/000000000000/q", "Action=SendMessage&Version=2012-11-05&X-Amz-Credential=AKID%2F20260301%2Fus-east-1%2Fsqs%2Faws4_request", "", ""),
            Requests.Text("POST", "/service/S%51S/operation/SendMessage", "", $"smithy-protocol: rpc-v2-cbor\n{authorization}", "a"),
            Requests.Text("PUT", "/any/other%20path/", "x=1&y", $"Accept: text/xml\n{authorization}", "a"),
            // Once an exception: a service that is no UTF-8.
            Requests.Text("POST", "/service/%ff/operation/SendMessage", "", "smithy-protocol: rpc-v2-cbor", ""),
        ];
        var claimer = new Claimer(new ApiCatalog([SqsApi.Descriptor]));
        FuzzLoop.Run(
            m => new FuzzInput(m.Any<string>(["peek", "none", "sqs", "other"]), m.Damage(m.Any(valid))),
            input =>
            {
                var request = Requests.Read(input.Bytes);
                var service = input.Label switch { "peek" => RequestSignature.PeekService(request), "none" => null, var name => name };
                if (claimer.Claim(request, service) is not { } claim) return;
                Assert.NotNull(claim.Protocol);
                Assert.True(claim.Operation is not null || claim.Refusal is not null || claim.Api is not null, "The claim names nothing.");
            });
    }
}
