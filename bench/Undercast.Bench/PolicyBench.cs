using System.Globalization;
using System.Text.RegularExpressions;
using System.Web;
using Undercast.Cloud;

namespace Undercast.Bench;

/// <summary>What being held to policy costs: messages sent to one server by root and by a user, in turn, so that whatever else the machine does meets both alike.</summary>
internal static partial class PolicyBench
{
    private const string Account = "000000000000";

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        var time = TimeSpan.FromSeconds(double.Parse(Option("seconds", "2"), CultureInfo.InvariantCulture));
        var rounds = int.Parse(Option("rounds", "9"), CultureInfo.InvariantCulture);
        var report = new Report("SQS by root and by a user held to policy");
        report.Section(
            $"SendMessage, {rounds} rounds of {time.TotalSeconds:F0} s each in turn; medians", "server", "connections", "policies", "root req/s", "user req/s", "share", "root p50 µs", "user p50 µs", "root CPU µs", "user CPU µs");
        foreach (var mode in (string[])["memory", "relaxed"])
        {
            using var target = await Target.UndercastAsync(mode);
            await OnceAsync(target, SqsRequests.Create(target.Port, "q"));
            foreach (var (policies, signer) in new[] { ("1 of 1 statement", await UserAsync(target, "one", 1, 1)), ("10 of 20 statements", await UserAsync(target, "ten", 10, 20)) })
            {
                foreach (var connections in (int[])[1, 16])
                {
                    var (root, user) = await MeasureAsync(target, connections, time, rounds, signer);
                    report.Row(
                        mode, $"{connections}", policies, $"{Median(root, m => m.PerSecond):F0}", $"{Median(user, m => m.PerSecond):F0}", $"{Median(user, m => m.PerSecond) / Median(root, m => m.PerSecond):P0}",
                        $"{Median(root, m => m.P50):F0}", $"{Median(user, m => m.P50):F0}", $"{Median(root, m => m.CpuMicroseconds):F0}", $"{Median(user, m => m.CpuMicroseconds):F0}");
                }
            }
        }
        report.Write(Option("out", "policy.md"));
        return 0;
    }

    private static async Task<(List<Measured> Root, List<Measured> User)> MeasureAsync(Target target, int connections, TimeSpan time, int rounds, SigV4Signer signer)
    {
        ReadOnlyMemory<byte>? byRoot = SqsRequests.Send(target.Port, Account, "q", new string('x', 256));
        ReadOnlyMemory<byte>? byUser = SqsRequests.Send(target.Port, Account, "q", new string('x', 256), signer);
        // Enough that the runtime has compiled both paths at its highest tier.
        await Load.RunAsync(target, connections, TimeSpan.FromSeconds(2), () => byRoot);
        await Load.RunAsync(target, connections, TimeSpan.FromSeconds(2), () => byUser);
        var (root, user) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            root.Add(await Load.RunAsync(target, connections, time, () => byRoot));
            user.Add(await Load.RunAsync(target, connections, time, () => byUser));
        }
        return (root, user);
    }

    private static double Median(List<Measured> all, Func<Measured, double> of) => all.Select(of).Order().ElementAt(all.Count / 2);

    /// <summary>A user with managed policies of which the last statement lets it send.</summary>
    private static async Task<SigV4Signer> UserAsync(Target target, string name, int policies, int statements)
    {
        await CallAsync(target, $"Action=CreateUser&UserName={name}");
        for (var p = 0; p < policies; p++)
        {
            var all = Enumerable.Range(0, statements).Select(s => (p, s) == (policies - 1, statements - 1)
                ? $$"""{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:{{Account}}:q"}"""
                : $$"""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b{{s}}/*"}""");
            var document = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', all)}}]}""";
            var made = await CallAsync(target, $"Action=CreatePolicy&PolicyName={name}{p}&PolicyDocument={HttpUtility.UrlEncode(document)}");
            await CallAsync(target, $"Action=AttachUserPolicy&UserName={name}&PolicyArn={HttpUtility.UrlEncode(Arn().Match(made).Groups[1].Value)}");
        }
        var key = await CallAsync(target, $"Action=CreateAccessKey&UserName={name}");
        return new SigV4Signer(Id().Match(key).Groups[1].Value, Secret().Match(key).Groups[1].Value, "us-east-1", "sqs");
    }

    private static Task<string> CallAsync(Target target, string query) => OnceAsync(target, SqsRequests.Query(target.Port, "iam", $"{query}&Version=2010-05-08"));

    private static async Task<string> OnceAsync(Target target, byte[] request)
    {
        using var connection = await Connection.OpenAsync(target.Port);
        var status = await connection.SendAsync(request);
        return status == 200 ? connection.BodyText() : throw new InvalidOperationException($"{target.Name} answers {status}: {connection.BodyText()}");
    }

    [GeneratedRegex("<Arn>([^<]+)</Arn>")]
    private static partial Regex Arn();

    [GeneratedRegex("<AccessKeyId>([^<]+)</AccessKeyId>")]
    private static partial Regex Id();

    [GeneratedRegex("<SecretAccessKey>([^<]+)</SecretAccessKey>")]
    private static partial Regex Secret();
}
