namespace Undercast.Iam.Tests;

public sealed class RoleTests : Fixture
{
    [Fact]
    public async Task A_role_is_made_read_changed_listed_and_removed()
    {
        var made = await RoleAsync("r", path: "/x/");
        Assert.Equal(("arn:aws:iam::000000000000:role/x/r", "AROA", 3600), (made.Arn, made.RoleId[..4], made.MaxSessionDuration));
        Assert.Equal(Uri.EscapeDataString(Trust), made.AssumeRolePolicyDocument);
        await Iam.UpdateRole(new UpdateRoleInput { RoleName = "r", MaxSessionDuration = 7200, Description = "d" }, Call);
        Assert.Equal("e", (await Iam.UpdateRoleDescription(new UpdateRoleDescriptionInput { RoleName = "r", Description = "e" }, Call)).Role!.Description);
        await Iam.UpdateAssumeRolePolicy(new UpdateAssumeRolePolicyInput { RoleName = "r", PolicyDocument = TrustIn("\"*\"") }, Call);
        var read = (await Iam.GetRole(new GetRoleInput { RoleName = "R" }, Call)).Role;
        Assert.Equal((7200, "e", Uri.EscapeDataString(TrustIn("\"*\""))), (read.MaxSessionDuration, read.Description, read.AssumeRolePolicyDocument));
        Assert.Single((await Iam.ListRoles(new ListRolesInput { PathPrefix = "/x" }, Call)).Roles);
        await Iam.TagRole(new TagRoleInput { RoleName = "r", Tags = [new Tag { Key = "a", Value = "1" }] }, Call);
        Assert.Single((await Iam.ListRoleTags(new ListRoleTagsInput { RoleName = "r" }, Call)).Tags);
        await Iam.UntagRole(new UntagRoleInput { RoleName = "r", TagKeys = ["a"] }, Call);
        await Iam.DeleteRole(new DeleteRoleInput { RoleName = "r" }, Call);
        Assert.Equal("The role with name r cannot be found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetRole(new GetRoleInput { RoleName = "r" }, Call)));
    }

    [Fact]
    public async Task A_services_own_role_cannot_be_changed_and_goes_its_own_way()
    {
        var role = (await Iam.CreateServiceLinkedRole(new CreateServiceLinkedRoleInput { AWSServiceName = "ops.apigateway.amazonaws.com" }, Call)).Role!;
        Assert.Equal("/aws-service-role/ops.apigateway.amazonaws.com/", role.Path);
        await RefusedAsync<UnmodifiableEntityException>(async () => await Iam.DeleteRole(new DeleteRoleInput { RoleName = role.RoleName }, Call));
        var task = (await Iam.DeleteServiceLinkedRole(new DeleteServiceLinkedRoleInput { RoleName = role.RoleName }, Call)).DeletionTaskId;
        Assert.Equal("SUCCEEDED", (await Iam.GetServiceLinkedRoleDeletionStatus(new GetServiceLinkedRoleDeletionStatusInput { DeletionTaskId = task }, Call)).Status);
        await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetRole(new GetRoleInput { RoleName = role.RoleName }, Call));
    }

    [Fact]
    public async Task An_instance_profile_carries_one_role()
    {
        await RoleAsync();
        await RoleAsync("s");
        Assert.Equal("arn:aws:iam::000000000000:instance-profile/i", (await Iam.CreateInstanceProfile(new CreateInstanceProfileInput { InstanceProfileName = "i" }, Call)).InstanceProfile.Arn);
        await Iam.AddRoleToInstanceProfile(new AddRoleToInstanceProfileInput { InstanceProfileName = "i", RoleName = "r" }, Call);
        Assert.Equal(
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
            await RefusedAsync<LimitExceededException>(async () => await Iam.AddRoleToInstanceProfile(new AddRoleToInstanceProfileInput { InstanceProfileName = "i", RoleName = "s" }, Call)));
        Assert.Equal("r", (await Iam.GetInstanceProfile(new GetInstanceProfileInput { InstanceProfileName = "i" }, Call)).InstanceProfile.Roles[0].RoleName);
        Assert.Single((await Iam.ListInstanceProfiles(new ListInstanceProfilesInput(), Call)).InstanceProfiles);
        Assert.Empty((await Iam.ListInstanceProfilesForRole(new ListInstanceProfilesForRoleInput { RoleName = "s" }, Call)).InstanceProfiles);
        Assert.Equal("Cannot delete entity, must remove roles from instance profile first.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteRole(new DeleteRoleInput { RoleName = "r" }, Call)));
        await Iam.TagInstanceProfile(new TagInstanceProfileInput { InstanceProfileName = "i", Tags = [new Tag { Key = "a", Value = "1" }] }, Call);
        Assert.Single((await Iam.ListInstanceProfileTags(new ListInstanceProfileTagsInput { InstanceProfileName = "i" }, Call)).Tags);
        await Iam.UntagInstanceProfile(new UntagInstanceProfileInput { InstanceProfileName = "i", TagKeys = ["a"] }, Call);
        await Iam.RemoveRoleFromInstanceProfile(new RemoveRoleFromInstanceProfileInput { InstanceProfileName = "i", RoleName = "r" }, Call);
        await Iam.DeleteInstanceProfile(new DeleteInstanceProfileInput { InstanceProfileName = "i" }, Call);
        Assert.Equal("Instance Profile i cannot be found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetInstanceProfile(new GetInstanceProfileInput { InstanceProfileName = "i" }, Call)));
    }

    [Fact]
    public async Task The_account_has_an_alias_and_counts()
    {
        await UserAsync();
        await Iam.CreateAccountAlias(new CreateAccountAliasInput { AccountAlias = "home" }, Call);
        Assert.Equal(["home"], (await Iam.ListAccountAliases(new ListAccountAliasesInput(), Call)).AccountAliases);
        await Iam.DeleteAccountAlias(new DeleteAccountAliasInput { AccountAlias = "home" }, Call);
        Assert.Empty((await Iam.ListAccountAliases(new ListAccountAliasesInput(), Call)).AccountAliases);
        var counts = (await Iam.GetAccountSummary(new GetAccountSummaryInput(), Call)).SummaryMap!;
        Assert.Equal((1, 0, 5000), (counts["Users"], counts["Roles"], counts["UsersQuota"]));
    }

    [Fact]
    public async Task Simulations_decide_as_the_pipeline_does()
    {
        var user = await UserAsync();
        await Iam.PutUserPolicy(new PutUserPolicyInput { UserName = "ann", PolicyName = "p", PolicyDocument = Policy("sqs:Send*") }, Call);
        var principal = await Iam.SimulatePrincipalPolicy(new SimulatePrincipalPolicyInput { PolicySourceArn = user.Arn, ActionNames = ["sqs:SendMessage", "sqs:Purge"] }, Call);
        Assert.Equal(["allowed", "implicitDeny"], principal.EvaluationResults!.Select(r => r.EvalDecision));
        var custom = await Iam.SimulateCustomPolicy(
            new SimulateCustomPolicyInput { PolicyInputList = [AllowAll, Policy("sqs:Purge*", effect: "Deny")], ActionNames = ["sqs:SendMessage", "sqs:PurgeQueue"], MaxItems = 1 }, Call);
        Assert.Equal(("allowed", true), (custom.EvaluationResults![0].EvalDecision, custom.IsTruncated));
        var rest = await Iam.SimulateCustomPolicy(
            new SimulateCustomPolicyInput { PolicyInputList = [AllowAll, Policy("sqs:Purge*", effect: "Deny")], ActionNames = ["sqs:SendMessage", "sqs:PurgeQueue"], Marker = custom.Marker }, Call);
        Assert.Equal("explicitDeny", Assert.Single(rest.EvaluationResults!).EvalDecision);
    }
}
