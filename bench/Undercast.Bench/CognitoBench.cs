using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Bench;

/// <summary>User pools: what a sign-in, a refresh and a listing take, one after another, in a pool of one user and in one of many.</summary>
internal static class CognitoBench
{
    private const string Password = "Corr3ct-horse!";
    private static readonly SigV4Signer Signer = new("test", "test", "us-east-1", "cognito-idp");

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        var users = int.Parse(Option("users", "100000"), CultureInfo.InvariantCulture);
        var rounds = int.Parse(Option("rounds", "200"), CultureInfo.InvariantCulture);
        var report = new Report("Cognito user pools");
        report.Section($"One connection, {rounds} rounds; the time of the server with the way there, in ms", "server", "users", "what", "p50", "p90", "p99");
        foreach (var mode in Option("modes", "memory,relaxed").Split(','))
        {
            using var target = await Target.UndercastAsync(mode);
            using var connection = await Connection.OpenAsync(target.Port);
            foreach (var count in (int[])[1, users])
            {
                var pool = await PoolAsync(target, connection, count);
                var shown = count.ToString("N0", CultureInfo.InvariantCulture);
                void Row(string what, List<double> times) => report.Row(mode, shown, what, At(times, 0.5), At(times, 0.9), At(times, 0.99));
                foreach (var (what, times) in await SignInsAsync(target, connection, pool, rounds)) Row(what, times);
                foreach (var (filter, value) in new[] { ("username", "ann"), ("email", "ann@example.com"), ("sub", pool.Sub) })
                {
                    var body = new JsonObject { ["UserPoolId"] = pool.Id, ["Filter"] = $"{filter} = \"{value}\"" };
                    Row($"ListUsers by {filter}", await TimesAsync(rounds, async () => await CallAsync(target, connection, "ListUsers", body, signed: true)));
                }
            }
        }
        report.Note("SRP is the sum of InitiateAuth and RespondToAuthChallenge; the client's own arithmetic is not in it. Of a password its SRP verifier is kept: two SHA-256 hashes and a power modulo 3072 bits, "
            + "which a sign-in with the password itself computes too. SRP fixes that, so no slower hash can stand before it.");
        report.Write(Option("out", "cognito.md"));
        return 0;
    }

    private sealed record Pool(string Id, string Client, string Sub);

    private static async Task<Pool> PoolAsync(Target target, Connection connection, int users)
    {
        async Task<JsonNode> Call(string operation, JsonObject body) => await CallAsync(target, connection, operation, body, signed: true);
        var id = (string)(await Call("CreateUserPool", new() { ["PoolName"] = "bench" }))["UserPool"]!["Id"]!;
        var flows = new JsonArray("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH");
        var client = (string)(await Call("CreateUserPoolClient", new() { ["UserPoolId"] = id, ["ClientName"] = "bench", ["ExplicitAuthFlows"] = flows }))["UserPoolClient"]!["ClientId"]!;
        var attributes = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ann@example.com" });
        var made = await Call("AdminCreateUser", new() { ["UserPoolId"] = id, ["Username"] = "ann", ["MessageAction"] = "SUPPRESS", ["UserAttributes"] = attributes });
        await Call("AdminSetUserPassword", new() { ["UserPoolId"] = id, ["Username"] = "ann", ["Password"] = Password, ["Permanent"] = true });
        if (users > 1) await ImportAsync(id, users - 1, Call);
        return new Pool(id, client, (string)made["User"]!["Attributes"]!.AsArray().Single(a => (string)a!["Name"]! == "sub")!["Value"]!);
    }

    private static async Task ImportAsync(string pool, int users, Func<string, JsonObject, Task<JsonNode>> call)
    {
        var job = (await call("CreateUserImportJob", new() { ["UserPoolId"] = pool, ["JobName"] = "bench", ["CloudWatchLogsRoleArn"] = "arn:aws:iam::000000000000:role/import" }))["UserImportJob"]!;
        var file = new StringBuilder("cognito:username,cognito:mfa_enabled,email,email_verified,name\n");
        for (var i = 0; i < users; i++) file.Append(CultureInfo.InvariantCulture, $"user{i:D6},false,user{i:D6}@example.com,true,User {i}\n");
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        using var content = new StringContent(file.ToString());
        (await http.PutAsync(new Uri((string)job["PreSignedUrl"]!), content)).EnsureSuccessStatusCode();
        var body = new JsonObject { ["UserPoolId"] = pool, ["JobId"] = (string)job["JobId"]! };
        await call("StartUserImportJob", body);
        while ((string)(await call("DescribeUserImportJob", body))["UserImportJob"]!["Status"]! != "Succeeded") await Task.Delay(200);
    }

    private static async Task<(string What, List<double> Times)[]> SignInsAsync(Target target, Connection connection, Pool pool, int rounds)
    {
        async Task<JsonNode> Call(string operation, JsonObject body) => await CallAsync(target, connection, operation, body, signed: false);
        static JsonObject Begin(Pool pool, string flow, JsonObject parameters) => new() { ["ClientId"] = pool.Client, ["AuthFlow"] = flow, ["AuthParameters"] = parameters };
        var srpTimes = new List<double>(rounds);
        var refreshToken = "";
        for (var round = -20; round < rounds; round++)
        {
            var srp = new Srp(pool.Id);
            var started = Stopwatch.GetTimestamp();
            var challenge = (await Call("InitiateAuth", Begin(pool, "USER_SRP_AUTH", new() { ["USERNAME"] = "ann", ["SRP_A"] = srp.A })))["ChallengeParameters"]!;
            var time = Stopwatch.GetElapsedTime(started);
            var signature = srp.Sign(challenge, Password, "now");
            started = Stopwatch.GetTimestamp();
            var done = await Call("RespondToAuthChallenge", new()
            {
                ["ClientId"] = pool.Client, ["ChallengeName"] = "PASSWORD_VERIFIER",
                ["ChallengeResponses"] = new JsonObject { ["USERNAME"] = "ann", ["TIMESTAMP"] = "now", ["PASSWORD_CLAIM_SECRET_BLOCK"] = (string)challenge["SECRET_BLOCK"]!, ["PASSWORD_CLAIM_SIGNATURE"] = signature },
            });
            time += Stopwatch.GetElapsedTime(started);
            refreshToken = (string)done["AuthenticationResult"]!["RefreshToken"]!;
            if (round >= 0) srpTimes.Add(time.TotalMilliseconds);
        }
        var password = await TimesAsync(rounds, () => Call("InitiateAuth", Begin(pool, "USER_PASSWORD_AUTH", new() { ["USERNAME"] = "ann", ["PASSWORD"] = Password })));
        var refresh = await TimesAsync(rounds, () => Call("InitiateAuth", Begin(pool, "REFRESH_TOKEN_AUTH", new() { ["REFRESH_TOKEN"] = refreshToken })));
        return [("sign-in by SRP", srpTimes), ("sign-in by password", password), ("token refresh", refresh)];
    }

    private static async Task<List<double>> TimesAsync(int rounds, Func<Task> act)
    {
        var times = new List<double>(rounds);
        for (var round = -20; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await act();
            if (round >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return times;
    }

    private static string At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share)).ToString("F2", CultureInfo.InvariantCulture);

    private static async Task<JsonNode> CallAsync(Target target, Connection connection, string operation, JsonObject json, bool signed)
    {
        var status = await connection.SendAsync(Request(target.Port, operation, json, signed));
        return status == 200 ? JsonNode.Parse(connection.Body)! : throw new InvalidOperationException($"{operation}: {status}: {connection.BodyText()}");
    }

    /// <summary>A request to the user pools.</summary>
    public static byte[] Request(int port, string operation, JsonObject json, bool signed)
    {
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var headers = new HeaderDictionary { ["Host"] = $"localhost:{port}", ["Content-Type"] = "application/x-amz-json-1.1", ["X-Amz-Target"] = $"AWSCognitoIdentityProviderService.{operation}" };
        if (signed) Signer.Sign(new WireRequest { Method = "POST", Path = "/", Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf(body));
        var head = new StringBuilder("POST / HTTP/1.1\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value.ToString()).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }

    /// <summary>The client's side of a sign-in.</summary>
    private sealed class Srp(string poolId)
    {
        private const string Prime =
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245" +
            "E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
            "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9" +
            "DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
            "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31" +
            "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

        private static readonly BigInteger N = Number(Prime);
        private readonly BigInteger _a = new(RandomNumberGenerator.GetBytes(32), isUnsigned: true);

        public string A => BigInteger.ModPow(2, _a, N).ToString("x", CultureInfo.InvariantCulture);

        public string Sign(JsonNode challenge, string password, string timestamp)
        {
            var (b, user, pool) = (Number((string)challenge["SRP_B"]!), (string)challenge["USER_ID_FOR_SRP"]!, poolId.Split('_')[1]);
            var u = Number(SHA256.HashData([.. Padded(BigInteger.ModPow(2, _a, N)), .. Padded(b)]));
            var x = Number(SHA256.HashData([.. Padded(Number((string)challenge["SALT"]!)), .. SHA256.HashData(Encoding.UTF8.GetBytes($"{pool}{user}:{password}"))]));
            var k = Number(SHA256.HashData([.. Padded(N), 2]));
            var s = BigInteger.ModPow((((b - (k * BigInteger.ModPow(2, x, N))) % N) + N) % N, _a + (u * x), N);
            var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Padded(s), 16, Padded(u), "Caldera Derived Key"u8.ToArray());
            byte[] message = [.. Encoding.UTF8.GetBytes(pool + user), .. Convert.FromBase64String((string)challenge["SECRET_BLOCK"]!), .. Encoding.UTF8.GetBytes(timestamp)];
            return Convert.ToBase64String(HMACSHA256.HashData(key, message));
        }

        private static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

        private static byte[] Padded(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);
    }
}
