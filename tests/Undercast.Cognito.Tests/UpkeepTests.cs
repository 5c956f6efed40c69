namespace Undercast.Cognito.Tests;

public sealed class UpkeepTests : Fixture
{
    [Fact]
    public async Task Risk_settings_are_kept_for_a_pool_and_its_clients()
    {
        var pool = (await PoolAsync()).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        async Task<RiskConfigurationType> Read(string? of) => (await Service.DescribeRiskConfiguration(new DescribeRiskConfigurationInput { UserPoolId = pool, ClientId = of }, Call)).RiskConfiguration!;
        await Service.SetRiskConfiguration(new SetRiskConfigurationInput { UserPoolId = pool, RiskExceptionConfiguration = new() { BlockedIPRangeList = ["10.0.0.0/8"] } }, Call);
        await Service.SetRiskConfiguration(new SetRiskConfigurationInput { UserPoolId = pool, ClientId = client, CompromisedCredentialsRiskConfiguration = new() { Actions = new() { EventAction = "BLOCK" } } }, Call);
        Assert.Equal("10.0.0.0/8", Assert.Single((await Read(null)).RiskExceptionConfiguration!.BlockedIPRangeList!));
        Assert.Equal(("BLOCK", null), ((await Read(client)).CompromisedCredentialsRiskConfiguration!.Actions.EventAction, (await Read(client)).RiskExceptionConfiguration));
        await RefusedAsync<ResourceNotFoundException>(() => Read("nobody"));
    }

    [Fact]
    public async Task Destinations_of_logs_are_kept()
    {
        var pool = (await PoolAsync()).Id!;
        Task<SetLogDeliveryConfigurationOutput> Set(params LogConfigurationType[] logs) => Service.SetLogDeliveryConfiguration(new SetLogDeliveryConfigurationInput { UserPoolId = pool, LogConfigurations = logs }, Call).AsTask();
        var log = new LogConfigurationType { LogLevel = "ERROR", EventSource = "userNotification", CloudWatchLogsConfiguration = new() { LogGroupArn = "arn:aws:logs:us-east-1:000000000000:log-group:g" } };
        await Set(log);
        Assert.Equal("userNotification", Assert.Single((await Service.GetLogDeliveryConfiguration(new GetLogDeliveryConfigurationInput { UserPoolId = pool }, Call)).LogDeliveryConfiguration!.LogConfigurations).EventSource);
        await RefusedAsync<InvalidParameterException>(() => Set(log, log));
        await RefusedAsync<InvalidParameterException>(() => Set(log with { CloudWatchLogsConfiguration = null }));
        await RefusedAsync<FeatureUnavailableInTierException>(() => Set(log with { EventSource = "userAuthEvents" }));
        await Set();
        Assert.Empty((await Service.GetLogDeliveryConfiguration(new GetLogDeliveryConfigurationInput { UserPoolId = pool }, Call)).LogDeliveryConfiguration!.LogConfigurations);
    }

    [Fact]
    public async Task Terms_are_kept_one_document_of_a_kind_for_a_client()
    {
        var pool = (await PoolAsync()).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        Task<CreateTermsOutput> Create(string name) => Service.CreateTerms(
            new CreateTermsInput { UserPoolId = pool, ClientId = client, TermsName = name, TermsSource = "LINK", Enforcement = "NONE", Links = new Dictionary<string, string> { ["cognito:default"] = "https://example.com" } }, Call).AsTask();
        var id = (await Create("terms-of-use")).Terms!.TermsId;
        await RefusedAsync<TermsExistsException>(() => Create("terms-of-use"));
        await Create("privacy-policy");
        await Service.UpdateTerms(new UpdateTermsInput { UserPoolId = pool, TermsId = id, Links = new Dictionary<string, string> { ["cognito:default"] = "https://example.org" } }, Call);
        Assert.Equal("https://example.org", (await Service.DescribeTerms(new DescribeTermsInput { UserPoolId = pool, TermsId = id }, Call)).Terms!.Links["cognito:default"]);
        Assert.Equal(2, (await Service.ListTerms(new ListTermsInput { UserPoolId = pool }, Call)).Terms.Count);
        await Service.DeleteTerms(new DeleteTermsInput { UserPoolId = pool, TermsId = id }, Call);
        await RefusedAsync<ResourceNotFoundException>(() => Service.DeleteTerms(new DeleteTermsInput { UserPoolId = pool, TermsId = id }, Call).AsTask());
    }
}
