using System.Globalization;
using Undercast.Cloud;
using Undercast.Iam.Sts;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Tests;

public sealed class SessionTests : Fixture
{
    private const string Queue = "arn:aws:sqs:us-east-1:000000000000:q";

    private static AssumeRoleInput Assume(string role, string session = "sess") => new() { RoleArn = $"arn:aws:iam::000000000000:role/{role}", RoleSessionName = session };

    private ValueTask<bool> MayAsync(Principal who, string action, string resource = Queue) => Authorizer.MayAsync(As(who), action, resource);

    [Fact]
    public async Task Everybody_can_ask_who_they_are_but_nobody_without_credentials()
    {
        var ann = await CallerAsync("ann", null);
        Assert.Equal((Account, ann.Arn, ann.Id), await Sts.GetCallerIdentity(new GetCallerIdentityInput(), As(ann)) is { } who ? (who.Account, who.Arn, who.UserId) : default);
        await DeniedAsync(async () => await Sts.GetCallerIdentity(new GetCallerIdentityInput(), As(Principal.Anonymous)), CommonError.MissingAuthenticationToken);
    }

    [Fact]
    public async Task A_role_named_by_its_trust_policy_needs_no_leave_of_its_own_within_the_account()
    {
        var (ann, bob) = (await CallerAsync("ann", null), await CallerAsync("bob", null));
        await RoleAsync("r", TrustIn($$"""{"AWS":"{{ann.Arn}}"}"""));
        var (session, credentials) = await AssumeAsync(As(ann), Assume("r"));
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/r/sess", session.Arn);
        Assert.EndsWith(":sess", session.Id, StringComparison.Ordinal);
        Assert.Equal(Time.GetUtcNow().AddHours(1), credentials.Expiration);
        Assert.Equal(
            "User: arn:aws:iam::000000000000:user/bob is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/r",
            await DeniedAsync(() => AssumeAsync(As(bob), Assume("r"))));
        Assert.Equal(
            "User: arn:aws:iam::000000000000:user/bob is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/none",
            await DeniedAsync(() => AssumeAsync(As(bob), Assume("none"))));
    }

    [Fact]
    public async Task A_role_that_trusts_the_account_leaves_it_to_the_users_policies()
    {
        var (ann, bob) = (await CallerAsync("ann", Policy("sts:AssumeRole")), await CallerAsync("bob", null));
        await RoleAsync("r", TrustIn("""{"AWS":"000000000000"}"""));
        await AssumeAsync(As(ann), Assume("r"));
        await DeniedAsync(() => AssumeAsync(As(bob), Assume("r")));
    }

    [Fact]
    public async Task A_session_policy_limits_and_never_widens()
    {
        await RoleAsync("r", TrustIn("""{"AWS":"000000000000"}"""));
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = Policy("sqs:*") }, Call);
        var (session, _) = await AssumeAsync(Call, Assume("r") with { Policy = Policy("*") });
        Assert.True(await MayAsync(session, "sqs:SendMessage"));
        Assert.False(await MayAsync(session, "sns:Publish"));
        var (narrow, _) = await AssumeAsync(Call, Assume("r") with { PolicyArns = [new PolicyDescriptorType { Arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" }] });
        Assert.True(await MayAsync(narrow, "sqs:GetQueueAttributes"));
        Assert.False(await MayAsync(narrow, "sqs:SendMessage"));
    }

    [Fact]
    public async Task Tags_of_the_session_stand_over_those_of_the_role_and_transitive_ones_go_along()
    {
        await RoleAsync("a", TrustIn("""{"AWS":"000000000000"}"""));
        await RoleAsync("b", TrustIn("""{"AWS":"000000000000"}"""));
        await Iam.TagRole(new TagRoleInput { RoleName = "b", Tags = [new Tag { Key = "team", Value = "role" }, new Tag { Key = "own", Value = "role" }] }, Call);
        const string ByTag = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red","aws:PrincipalTag/own":"role"}}}]}""";
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "a", PolicyName = "p", PolicyDocument = AllowAll }, Call);
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "b", PolicyName = "p", PolicyDocument = ByTag }, Call);
        var (first, _) = await AssumeAsync(Call, Assume("a") with { Tags = [new Sts.Tag { Key = "team", Value = "red" }], TransitiveTagKeys = ["team"] });
        var (second, _) = await AssumeAsync(As(first), Assume("b"));
        Assert.True(await MayAsync(second, "sqs:SendMessage"));
        var (plain, _) = await AssumeAsync(Call, Assume("b"));
        Assert.False(await MayAsync(plain, "sqs:SendMessage"));
        await DeniedAsync(() => AssumeAsync(As(first), Assume("b") with { Tags = [new Sts.Tag { Key = "TEAM", Value = "x" }] }), CommonError.InvalidParameterValue);
    }

    [Fact]
    public async Task Durations_are_limited_by_the_role_and_by_chaining()
    {
        await RoleAsync("r", TrustIn("""{"AWS":"000000000000"}"""), longest: 7200);
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = AllowAll }, Call);
        Assert.Equal(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            await DeniedAsync(() => AssumeAsync(Call, Assume("r") with { DurationSeconds = 7201 }), CommonError.Validation));
        var (session, _) = await AssumeAsync(Call, Assume("r") with { DurationSeconds = 7200 });
        Assert.Equal(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
            await DeniedAsync(() => AssumeAsync(As(session), Assume("r") with { DurationSeconds = 3601 }), CommonError.Validation));
    }

    [Fact]
    public async Task A_source_identity_needs_leave_stays_and_cannot_be_changed()
    {
        await RoleAsync("r", TrustIn("""{"AWS":"000000000000"}"""));
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = AllowAll }, Call);
        var (session, _) = await AssumeAsync(Call, Assume("r") with { SourceIdentity = "ann" });
        var again = await ThroughAsync<AssumeRoleOutput>(StsApi.Descriptor, "AssumeRole", Assume("r"), As(session));
        Assert.Equal("ann", again.SourceIdentity);
        await DeniedAsync(() => AssumeAsync(As(session), Assume("r") with { SourceIdentity = "bob" }));
    }

    [Fact]
    public async Task A_session_ends_with_its_role_even_when_another_takes_the_name()
    {
        await RoleAsync("r", TrustIn("""{"AWS":"000000000000"}"""));
        var (session, _) = await AssumeAsync(Call, Assume("r"));
        await Iam.DeleteRole(new DeleteRoleInput { RoleName = "r" }, Call);
        await RoleAsync("r");
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = AllowAll }, Call);
        Assert.False(await MayAsync(session, "sqs:SendMessage"));
    }

    [Fact]
    public async Task Session_and_federation_tokens_come_of_long_term_keys_only()
    {
        var ann = await CallerAsync("ann", AllowAll);
        var token = (await Sts.GetSessionToken(new GetSessionTokenInput { DurationSeconds = 900 }, As(ann))).Credentials!;
        var session = (await Directory.FindAsync(token.AccessKeyId, null, default))!;
        Assert.Equal((ann.Arn, Time.GetUtcNow().AddSeconds(900)), (session.Principal.Arn, session.Expires));
        Assert.True(await MayAsync(session.Principal, "sqs:SendMessage"));
        Assert.Equal("Cannot call GetSessionToken with session credentials", await DeniedAsync(async () => await Sts.GetSessionToken(new GetSessionTokenInput(), As(session.Principal))));

        var federated = await Sts.GetFederationToken(new GetFederationTokenInput { Name = "guest", Policy = Policy("sqs:SendMessage") }, As(ann));
        var guest = (await Directory.FindAsync(federated.Credentials!.AccessKeyId, null, default))!.Principal;
        Assert.Equal(("arn:aws:sts::000000000000:federated-user/guest", "000000000000:guest"), (guest.Arn, federated.FederatedUser!.FederatedUserId));
        Assert.True(await MayAsync(guest, "sqs:SendMessage"));
        Assert.False(await MayAsync(guest, "sqs:ReceiveMessage"));
        var nobody = await Sts.GetFederationToken(new GetFederationTokenInput { Name = "guest" }, As(ann));
        Assert.False(await MayAsync((await Directory.FindAsync(nobody.Credentials!.AccessKeyId, null, default))!.Principal, "sqs:SendMessage"));
    }

    [Fact]
    public async Task The_account_of_a_key_is_told()
    {
        var ann = await CallerAsync("ann", null);
        Assert.Equal(Account, (await Sts.GetAccessKeyInfo(new GetAccessKeyInfoInput { AccessKeyId = ann.AccessKeyId }, Call)).Account);
        await DeniedAsync(async () => await Sts.GetAccessKeyInfo(new GetAccessKeyInfoInput { AccessKeyId = "AKIAXXXXXXXXXXXXXXXX" }, Call), CommonError.Validation);
    }

    [Fact]
    public async Task A_service_acts_as_a_role_that_trusts_it()
    {
        await RoleAsync("r", TrustIn("""{"Service":"lambda.amazonaws.com"}""", """{"ArnLike":{"aws:SourceArn":"arn:aws:lambda:*:000000000000:function:f"}}"""), path: "/fn/");
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = Policy("sqs:SendMessage") }, Call);
        var request = new RoleSessionRequest { RoleArn = "arn:aws:iam::000000000000:role/fn/r", SessionName = "f", Service = "lambda.amazonaws.com", SourceArn = "arn:aws:lambda:us-east-1:000000000000:function:f" };
        var session = await Sessions.AssumeAsync(request, default);
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/r/f", session.Principal.Arn);
        Assert.True(await MayAsync(session.Principal, "sqs:SendMessage"));
        Assert.False(await MayAsync(session.Principal, "sqs:PurgeQueue"));
        Assert.NotNull(await Directory.FindAsync(session.AccessKeyId, session.SessionToken, default));
        await DeniedAsync(async () => await Sessions.AssumeAsync(request with { SourceArn = "arn:aws:lambda:us-east-1:111122223333:function:f" }, default));
        await DeniedAsync(async () => await Sessions.AssumeAsync(request with { Service = "edgelambda.amazonaws.com" }, default));
        await DeniedAsync(async () => await Sessions.AssumeAsync(request with { RoleArn = "arn:aws:iam::000000000000:role/r" }, default));
    }

    [Fact]
    public async Task Claims_open_a_role_and_stay_with_the_session()
    {
        await RoleAsync("r", TrustIn(
            """{"Federated":"cognito-identity.amazonaws.com"}""",
            """{"StringEquals":{"cognito-identity.amazonaws.com:aud":"pool"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}"""));
        const string Own = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*"}]}""";
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = Own }, Call);
        Dictionary<string, IReadOnlyList<string>> Claims(string amr) => new()
        {
            ["cognito-identity.amazonaws.com:aud"] = ["pool"],
            ["cognito-identity.amazonaws.com:sub"] = ["id-1"],
            ["cognito-identity.amazonaws.com:amr"] = [amr, "x"],
        };
        var request = new RoleSessionRequest { RoleArn = "arn:aws:iam::000000000000:role/r", SessionName = "web", Federated = "cognito-identity.amazonaws.com", Claims = Claims("authenticated") };
        var session = await Sessions.AssumeAsync(request, default);
        Assert.True(await MayAsync(session.Principal, "s3:GetObject", "arn:aws:s3:::b/id-1/x"));
        Assert.False(await MayAsync(session.Principal, "s3:GetObject", "arn:aws:s3:::b/id-2/x"));
        Assert.Equal("Not authorized to perform sts:AssumeRoleWithWebIdentity", await DeniedAsync(async () => await Sessions.AssumeAsync(request with { Claims = Claims("unauthenticated") }, default)));
    }

    [Fact]
    public async Task A_reset_ends_everything_at_once()
    {
        var ann = await CallerAsync("ann", AllowAll);
        var token = (await Sts.GetSessionToken(new GetSessionTokenInput(), Call)).Credentials!;
        Assert.True(await MayAsync(ann, "sqs:SendMessage"));
        Assert.NotNull(await Directory.FindAsync(token.AccessKeyId, token.SessionToken, default));
        await new IamReset(Store, Uses).ResetAsync(Account, default);
        Assert.Null(await Directory.FindAsync(ann.AccessKeyId, null, default));
        Assert.Null(await Directory.FindAsync(token.AccessKeyId, token.SessionToken, default));
        Assert.False(await MayAsync(ann, "sqs:SendMessage"));
    }

    [Fact]
    public async Task A_change_on_one_node_is_in_force_on_another()
    {
        var ann = await CallerAsync("ann", AllowAll);
        var other = new PolicyAuthorizer(new CloudOptions(), new PrincipalDirectory(Store), [], new CallLedger());
        Assert.True(await other.MayAsync(As(ann), "sqs:SendMessage", Queue));
        await Iam.DeleteUserPolicy(new DeleteUserPolicyInput { UserName = "ann", PolicyName = "p" }, Call);
        Assert.False(await other.MayAsync(As(ann), "sqs:SendMessage", Queue));
    }

    [Fact]
    public async Task Ended_sessions_are_swept()
    {
        await Sts.GetSessionToken(new GetSessionTokenInput { DurationSeconds = 900 }, Call);
        await Sts.GetSessionToken(new GetSessionTokenInput { DurationSeconds = 3600 }, Call);
        await using var jobs = new Storage.JobRunner(
            Store, [ExpiryJob.Handler(Store)], [], new Storage.JobRunnerOptions { Node = "test" }, Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<Storage.JobRunner>.Instance);
        jobs.Start();
        Time.Advance(TimeSpan.FromMinutes(31));
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (await Store.ReadAsync(tx => tx.CountAsync(IamTables.Sessions.All)) != 1)
        {
            Assert.True(DateTime.UtcNow < deadline);
            await Task.Delay(5);
            Time.Advance(TimeSpan.FromMilliseconds(10));
        }
        Assert.Equal(["000000000000"], await new IamAccounts(Store).ListAsync(default));
    }

    [Fact]
    public async Task Names_of_sessions_are_checked()
    {
        var input = (AssumeRoleInput)StsApi.Descriptor.Operations["AssumeRole"].ReadDocument(System.Text.Encoding.UTF8.GetBytes("""{"RoleArn":"arn:aws:iam::000000000000:role/r","RoleSessionName":"ok"}"""));
        Assert.Equal("ok", input.RoleSessionName);
        var wrong = await Assert.ThrowsAsync<CommonException>(() => Task.FromResult(StsApi.Descriptor.Operations["AssumeRole"].ReadDocument(
            System.Text.Encoding.UTF8.GetBytes("""{"RoleArn":"arn:aws:iam::000000000000:role/r","RoleSessionName":"no spaces"}"""))));
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"1 validation error detected: Value 'no spaces' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*"), wrong.Message);
    }
}
