using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Iam;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Sqs;
using Undercast.Storage;
using Undercast.Storage.Sqlite;

// What deciding costs: one decision over 10 policies of 20 statements, and messages sent through the pipeline by root and by a user held to policy.
// usage: dotnet run -c Release --project bench/Undercast.Access.Bench

const string Account = "000000000000";
const string Queue = $"arn:aws:sqs:us-east-1:{Account}:q";

var policies = new PrincipalPolicies { Identity = [.. Enumerable.Range(0, 10).Select(p => PolicyDocument.Parse(Twenty(p)))], PolicyArn = $"arn:aws:iam::{Account}:user/ann", UserName = "ann" };
await DecisionsAsync();
Console.WriteLine();
await PipelineAsync("memory", new MemoryStore());
var folder = Directory.CreateTempSubdirectory("access-bench").FullName;
await PipelineAsync("relaxed", SqliteStore.Open(new SqliteOptions { Directory = folder, Durability = Durability.Relaxed }));
Directory.Delete(folder, recursive: true);

async Task DecisionsAsync()
{
    await using var provider = Compose(new MemoryStore());
    var authorizer = provider.GetRequiredService<PolicyAuthorizer>();
    var user = new Principal(PrincipalKind.User, Account, $"arn:aws:iam::{Account}:user/ann", "AIDA");
    var call = new CallContext { RequestId = "r", Caller = user, Region = "us-east-1", Now = DateTimeOffset.UtcNow };
    foreach (var (what, action) in (ReadOnlySpan<(string, string)>)[("allowed by the last", "sqs:SendMessage"), ("allowed by none", "sqs:PurgeQueue")])
    {
        var permission = new Permission(action, Queue);
        const int Calls = 20_000;
        var best = double.MaxValue;
        var bytes = 0L;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Calls; i++) authorizer.Decide(call, user, policies, null, permission, null);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        }
        Console.WriteLine($"decision, {what,-20} {best,8:F2} us {bytes,6} B");
    }
}

static string Twenty(int p)
{
    var statements = Enumerable.Range(0, 20).Select(s => (p, s) == (9, 19)
        ? $$"""{"Effect":"Allow","Action":"sqs:Send*","Resource":"arn:aws:sqs:*:{{Account}}:*"}"""
        : (s % 4) switch
        {
            0 => $$"""{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::bucket{{s}}/*"}""",
            1 => $$"""{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-1:{{Account}}:other{{s}}"}""",
            2 => $$"""{"Effect":"Deny","Action":"sqs:SendMessage","Resource":"*","Condition":{"StringEquals":{"aws:username":"bob{{s}}"} } }""",
            _ => $$"""{"Effect":"Allow","Action":["dynamodb:Get*","dynamodb:Query"],"Resource":"arn:aws:dynamodb:*:{{Account}}:table/${aws:username}"}""",
        });
    return $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}

static ServiceProvider Compose(IStore store)
{
    var services = new ServiceCollection();
    services.AddSingleton(store);
    services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
    services.AddSingleton<ILoggerFactory>(new LoggerFactory());
    services.AddCloud(new CloudOptions(), [new IamModule(), new SqsModule()]);
    return services.BuildServiceProvider();
}

static async Task PipelineAsync(string engine, IStore store)
{
    await using var provider = Compose(store);
    var calls = provider.GetRequiredService<ICloudCalls>();
    var keys = provider.GetServices<ICredentialSource>().ToArray();
    var root = Principal.Root(Account);
    await calls.CallAsync(root, "us-east-1", "sqs", "CreateQueue", new CreateQueueInput { QueueName = "q" });
    await calls.CallAsync(root, "us-east-1", "iam", "CreateUser", new CreateUserInput { UserName = "ann" });
    await calls.CallAsync(root, "us-east-1", "iam", "PutUserPolicy", new PutUserPolicyInput
    {
        UserName = "ann", PolicyName = "p", PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"{{Queue}}"}]}""",
    });
    var made = (CreateAccessKeyOutput)(await calls.CallAsync(root, "us-east-1", "iam", "CreateAccessKey", new CreateAccessKeyInput { UserName = "ann" }))!;
    var input = new SendMessageInput { QueueUrl = $"http://localhost:4566/{Account}/q", MessageBody = "hello" };
    var best = new Dictionary<string, double> { ["root"] = double.MaxValue, ["user"] = double.MaxValue };
    for (var round = 0; round < 8; round++)
    {
        foreach (var (who, key) in ((string, string)[])[("root", "test"), ("user", made.AccessKey.AccessKeyId)])
        {
            const int Calls = 4000;
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Calls; i++)
            {
                // As the edge does: the key first.
                Credential? credential = null;
                foreach (var source in keys) credential ??= await source.FindAsync(key, null, default);
                await calls.CallAsync(credential!.Principal with { AccessKeyId = key }, "us-east-1", "sqs", "SendMessage", input);
            }
            best[who] = Math.Min(best[who], Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls);
        }
    }
    Console.WriteLine($"SendMessage, {engine,-8} root {best["root"],7:F1} us   user {best["user"],7:F1} us   {best["root"] / best["user"]:P0}");
}
