/** Lists of sectors to begin a term with, by how many they are. A committee changes its own until the term begins. */
export const SECTOR_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  // The 34 of the 14th National Committee (2023).
  '34': '中国共产党 民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 无党派人士 共青团和青联 总工会 妇联 工商联 科协 台联 侨联 文化艺术界 科学技术界 社会科学界 经济界 农业界 教育界 体育界 新闻出版界 医药卫生界 对外友好界 社会福利和社会保障界 环境资源界 少数民族界 宗教界 特邀香港人士 特邀澳门人士 特别邀请人士'.split(
    ' ',
  ),
  // A city's: made up to be plausible, not any city's own.
  '28': '中国共产党 民革 民盟 民建 民进 农工党 致公党 九三学社 无党派人士 共青团和青联 总工会 妇联 工商联 科协 台侨界 文化艺术界 科学技术界 社会科学界 经济界 农业界 教育界 体育界 新闻出版界 医药卫生界 社会福利和社会保障界 环境资源界 民族宗教界 特别邀请人士'.split(
    ' ',
  ),
};
