using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Protocol;
using Undercast.Sqs;

// What one SendMessage costs the wires: claiming, reading the input and writing the output, in nanoseconds and bytes allocated per call.
// usage: dotnet run -c Release --project bench/Undercast.Protocol.Bench

var api = SqsApi.Descriptor;
var operation = api.Operations["SendMessage"];
var claimer = new Claimer(new ApiCatalog([api]));
var output = new SendMessageOutput { MD5OfMessageBody = "5d41402abc4b2a76b9719d911017c592", MessageId = "01234567-89ab-cdef-0123-456789abcdef" };
const string QueueUrl = "http://localhost:4566/000000000000/queue";

Measure("claim (JSON)", Request("POST", $$"""{"QueueUrl":"{{QueueUrl}}","MessageBody":"hello world"}""", ("X-Amz-Target", "AmazonSQS.SendMessage"), ("Content-Type", "application/x-amz-json-1.0")),
    request => claimer.Claim(request, "sqs"));
foreach (var (wire, body) in new[]
         {
             (Wire.AwsJson10, $$"""{"QueueUrl":"{{QueueUrl}}","MessageBody":"hello world"}"""),
             (Wire.AwsQuery, $"Action=SendMessage&Version=2012-11-05&QueueUrl={Uri.EscapeDataString(QueueUrl)}&MessageBody=hello+world"),
         })
{
    var protocol = WireProtocol.For(wire);
    Measure($"{wire} read", Request("POST", body), request => protocol.ReadInput(operation, request));
    var response = new WireResponse();
    Measure($"{wire} write", Request("POST", body), _ =>
    {
        response.Body.ResetWrittenCount();
        protocol.WriteOutput(operation, output, "01234567-89ab-cdef-0123-456789abcdef", response);
        return response;
    });
}

static void Measure(string what, Func<WireRequest> make, Func<WireRequest, object?> call)
{
    // Few requests at a time: what they hold must die young, as it does in a server.
    const int Rounds = 500, Calls = 1000;
    var requests = new WireRequest[Calls];
    var best = double.MaxValue;
    var bytes = 0L;
    for (var round = 0; round < Rounds; round++)
    {
        for (var i = 0; i < Calls; i++) requests[i] = make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        foreach (var request in requests) call(request);
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls);
        bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
    Console.WriteLine($"{what,-20} {best,8:F0} ns {bytes,8} B");
}

static Func<WireRequest> Request(string method, string body, params (string Name, string Value)[] headers)
{
    var bytes = Encoding.UTF8.GetBytes(body);
    var given = new HeaderDictionary();
    foreach (var (name, value) in headers) given[name] = value;
    return () => new WireRequest { Method = method, Path = "/", Headers = given, Body = bytes };
}
